using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Akka.Sessions.Web.Values;

/// <summary>
/// A typed value that the application holds and may change in place. It has changed when it is no longer written as it was when it was
/// obtained; the bytes that are stored do not matter, since another release may have written them differently.
/// </summary>
internal abstract class HeldValue(Type type)
{
    public Type Type => type;

    /// <summary>The value as bytes, when they differ from those of the last time; <see langword="null"/> when it is as it was.</summary>
    public abstract byte[]? Changed(string name);

    /// <summary>What <see cref="Changed"/> gave is stored.</summary>
    public abstract void Stored(byte[] bytes);
}

internal sealed class HeldValue<T>(T value, ValueFormat<T> format) : HeldValue(typeof(T))
{
    private byte[]? _written;

    /// <summary>False for what nobody can change in place and nobody tells apart: it is read anew each time.</summary>
    public static bool IsHeld { get; } = typeof(T) != typeof(string) && RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>False where the application says of a type that it is immutable, with the attribute that HybridCache heeds too.</summary>
    public static bool IsWatched { get; } = typeof(T).GetCustomAttribute<ImmutableObjectAttribute>() is not { Immutable: true };

    public T Value => value;

    public void Watch(byte[] written) => _written = IsWatched ? written : null;

    public override byte[]? Changed(string name)
    {
        if (_written is null) return null;
        var bytes = format.Write(name, value);
        return bytes.AsSpan().SequenceEqual(_written) ? null : bytes;
    }

    public override void Stored(byte[] bytes) => _written = bytes;
}
