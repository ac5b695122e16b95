using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Embedded.Tests.ApiSurface;

/// <summary>
/// The public and protected surface of an assembly, one sorted line a type or member: its kind, its name, its parameters with names and
/// defaults, its result. Two assemblies whose lines agree accept the same source. The form is that of the list of Akka.NET's surface, so
/// that lines can be compared.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static IEnumerable<string> Of(params Assembly[] assemblies) => assemblies
        .SelectMany(a => a.GetTypes()).Where(IsSeen).SelectMany(Lines).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static bool IsSeen(Type type) =>
        (type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsSeen(type.DeclaringType!)
            : type.IsPublic)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsSeen(MethodBase? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static IEnumerable<string> Lines(Type type)
    {
        var name = SurfaceNames.Full(type);
        yield return $"T {name} : {SurfaceNames.Kind(type)}";
        foreach (var i in type.GetInterfaces().Where(IsSeen)) yield return $"I {name}|{SurfaceNames.Of(i)}";
        foreach (var member in Members(type)) yield return $"{member[0]} {name}|{member[2..]}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(n => $"F {n}");
        if (typeof(Delegate).IsAssignableFrom(type)) return [Delegate(type.GetMethod("Invoke")!)];
        return type.GetConstructors(Declared).Where(c => IsSeen(c) && !c.IsStatic).Select(c => $"C {Access(c)}({Parameters(c)})")
            .Concat(type.GetMethods(Declared).Where(IsOwnMethod).Select(Method))
            .Concat(type.GetProperties(Declared).Select(Property).OfType<string>())
            .Concat(type.GetFields(Declared).Where(IsSeen).Select(Field))
            .Concat(type.GetEvents(Declared).Where(e => IsSeen(e.AddMethod)).Select(Event));
    }

    private static bool IsSeen(FieldInfo field) => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !IsGenerated(field);

    private static bool IsGenerated(MemberInfo member) => member.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsOwnMethod(MethodInfo method) =>
        IsSeen(method) && !IsGenerated(method) && method.GetBaseDefinition() == method
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Delegate(MethodInfo invoke) => $"D ({Parameters(invoke)}) : {SurfaceNames.Of(invoke.ReturnType)}";

    private static string Event(EventInfo @event) => $"E {@event.Name} : {SurfaceNames.Of(@event.EventHandlerType!)}";

    private static string Field(FieldInfo field) =>
        $"F {(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{field.Name} : {SurfaceNames.Of(field.FieldType)}";

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        var extended = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        var signature = $"{method.Name}{generics}({extended}{Parameters(method)}) : {SurfaceNames.Of(method.ReturnType)}";
        return $"M {Access(method)}{Slot(method)}{signature}";
    }

    private static string? Property(PropertyInfo property)
    {
        var get = IsSeen(property.GetMethod) ? property.GetMethod : null;
        var set = IsSeen(property.SetMethod) ? property.SetMethod : null;
        if ((get ?? set) is not { } accessor || accessor.GetBaseDefinition() != accessor) return null;
        var index = property.GetIndexParameters();
        var at = index.Length > 0 ? $"[{string.Join(", ", index.Select(SurfaceNames.Of))}]" : "";
        var accessors = (get is null ? "" : " get;") + (set is null ? "" : " set;");
        return $"P {Access(accessor)}{Slot(accessor)}{property.Name}{at} : {SurfaceNames.Of(property.PropertyType)} {{{accessors} }}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Slot(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface || method.IsFinal ? ""
        : method.IsAbstract ? "abstract "
        : method.IsVirtual ? "virtual "
        : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(SurfaceNames.Of));
}
