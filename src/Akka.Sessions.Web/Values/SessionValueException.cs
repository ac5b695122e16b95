namespace Akka.Sessions.Web;

/// <summary>
/// A typed value cannot be stored or read. The message names the attribute, the type and the kind of the failure, never the value, which
/// is private; the serializer's own exception may quote it and is not passed on. Nothing was changed.
/// </summary>
public sealed class SessionValueException : InvalidOperationException
{
    /// <summary>For a serializer that can tell, without quoting the value, why a type cannot be stored or read at all.</summary>
    public SessionValueException(string message, Type type)
        : base(message) => ValueType = type;

    internal SessionValueException(string message, string name, Type type)
        : this(message, type) => AttributeName = name;

    /// <summary>The attribute; <see langword="null"/> when no value of that type would do.</summary>
    public string? AttributeName { get; }

    /// <summary>The type that the application asked for.</summary>
    public Type ValueType { get; }
}
