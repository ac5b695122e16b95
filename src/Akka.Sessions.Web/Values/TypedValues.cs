using System.Diagnostics.CodeAnalysis;

namespace Akka.Sessions.Web.Values;

/// <summary>
/// The typed values of one session, or of one scope of it, in one request: the same instance for whoever asks twice, and at commit those
/// that were changed in place are written.
/// </summary>
internal sealed class TypedValues(SessionAttributes attributes, ISessionValueSerializer serializer)
{
    private Dictionary<string, HeldValue>? _held;

    public ISessionValueSerializer Serializer => serializer;

    public bool TryGet<T>(string name, ValueFormat<T> format, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(name);
        value = default;
        if (_held is not null && _held.TryGetValue(name, out var held))
        {
            value = As<T>(name, held).Value;
            return true;
        }

        if (!attributes.TryRead(name, out var bytes)) return false;
        value = format.Read(name, bytes.Span);
        if (value is null) return false;
        Hold(name, value, format, written: null);
        return true;
    }

    public void Set<T>(string name, T value, ValueFormat<T> format)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (value is null) throw new ArgumentNullException(nameof(value), "A session stores no null: remove the attribute.");
        var bytes = format.Write(name, value);
        attributes.Write(name, bytes);
        Hold(name, value, format, bytes);
    }

    /// <summary>What was held of that name counts no more: other bytes were written, or none are left.</summary>
    public void Forget(string name) => _held?.Remove(name);

    public void ForgetAll() => _held = null;

    /// <summary>Writes what was changed in place.</summary>
    /// <exception cref="SessionValueException">A value can no longer be written; others may have been.</exception>
    /// <exception cref="SessionLimitException">A value has become too big; others may have been written.</exception>
    public void WriteChanged()
    {
        if (_held is null) return;
        foreach (var (name, value) in _held) WriteChanged(name, value);
    }

    /// <summary>Writes what was changed in place and can be written; what cannot is given up.</summary>
    /// <returns>Why the first of those given up was; <see langword="null"/> when there was none.</returns>
    public Exception? WriteOrGiveUp()
    {
        if (_held is null) return null;
        Exception? first = null;
        foreach (var (name, value) in _held)
        {
            try
            {
                WriteChanged(name, value);
            }
            catch (InvalidOperationException refused)
            {
                first ??= refused;
                Forget(name);
            }
        }

        return first;
    }

    private static HeldValue<T> As<T>(string name, HeldValue held) => held as HeldValue<T> ?? throw new InvalidOperationException(
        $"Attribute '{name}' is held as {held.Type} in this request, and could be changed there: it cannot be read as {typeof(T)} too.");

    private void WriteChanged(string name, HeldValue value)
    {
        if (value.Changed(name) is not { } bytes) return;
        attributes.Write(name, bytes);
        value.Stored(bytes);
    }

    private void Hold<T>(string name, T value, ValueFormat<T> format, byte[]? written)
    {
        if (!HeldValue<T>.IsHeld)
        {
            Forget(name);
            return;
        }

        var held = new HeldValue<T>(value, format);
        if (HeldValue<T>.IsWatched && attributes.MayChange) held.Watch(written ?? format.Write(name, value));
        (_held ??= new(StringComparer.Ordinal))[name] = held;
    }
}
