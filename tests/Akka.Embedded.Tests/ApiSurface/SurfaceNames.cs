using System.Reflection;

namespace Akka.Embedded.Tests.ApiSurface;

/// <summary>How types and parameters are written in a list of a public surface.</summary>
internal static class SurfaceNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(short)] = "short", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(char)] = "char",
    };

    /// <summary>Where a type is declared: namespace, outer types, own type parameters.</summary>
    internal static string Full(Type type)
    {
        var own = WithoutArity(type.Name);
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var arguments = type.GetGenericArguments().Skip(inherited).Select(a => a.Name).ToList();
        if (arguments.Count > 0) own += $"<{string.Join(",", arguments)}>";
        return type.DeclaringType is { } outer ? $"{Full(outer)}+{own}" : $"{type.Namespace}.{own}";
    }

    /// <summary>How a type is named where it is used.</summary>
    internal static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        var simple = Keywords.GetValueOrDefault(type, WithoutArity(type.Name));
        return type.IsGenericType ? $"{simple}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : simple;
    }

    internal static string Of(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        var direction = parameter.IsOut ? "out " : !parameter.ParameterType.IsByRef ? "" : parameter.IsIn ? "in " : "ref ";
        var optional = parameter.HasDefaultValue ? $" = {Default(parameter.DefaultValue)}" : "";
        return $"{many}{direction}{Of(parameter.ParameterType)} {parameter.Name}{optional}";
    }

    internal static string Kind(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var isPlain = type.BaseType is not { } parent || Plain.Contains(parent);
        return isPlain ? kind : $"{kind}, {Of(type.BaseType!)}";
    }

    private static readonly HashSet<Type> Plain = [typeof(object), typeof(ValueType), typeof(Enum), typeof(MulticastDelegate)];

    private static string Default(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string WithoutArity(string name) => name.Split('`')[0];
}
