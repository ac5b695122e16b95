using System.Reflection;

namespace Akka.Serialization;

/// <summary>
/// Type names as they stand in configuration ("Some.Type, Some.Assembly"). Names of Akka.NET's assemblies mean this one.
/// </summary>
internal static class TypeNames
{
    public static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    /// <summary>
    /// The type, or null. Looks only into assemblies that are loaded or that the application refers to by <paramref name="name"/>.
    /// </summary>
    public static Type Find(string name)
    {
        var parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        var isOurs = parts.Length < 2 || parts[1] == "Akka" || parts[1].StartsWith("Akka.", StringComparison.Ordinal);
        return (isOurs ? typeof(TypeNames).Assembly.GetType(parts[0]) : null) ?? Type.GetType(name, throwOnError: false);
    }

    /// <summary>
    /// The type that another node names, or null. Only loaded assemblies are looked into: the wire must not make us load any.
    /// </summary>
    public static Type FindLoaded(string name)
    {
        try
        {
            return Type.GetType(name, OfLoaded, typeResolver: null, throwOnError: false);
        }
        catch (Exception e) when (e is ArgumentException or IOException or TypeLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static Assembly OfLoaded(AssemblyName name) =>
        Array.Find(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == name.Name);
}
