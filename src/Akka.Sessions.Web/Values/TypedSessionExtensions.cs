using System.Text.Json.Serialization.Metadata;
using Akka.Sessions.Web.Values;
using Microsoft.AspNetCore.Http;

namespace Akka.Sessions.Web;

/// <summary>
/// Typed values in <c>HttpContext.Session</c> and in its scopes: <c>Session.Set("cart", cart)</c>, <c>Session.Get&lt;Cart&gt;("cart")</c>.
/// Each is serialised by itself, as JSON unless the application registers an <see cref="ISessionValueSerializer"/>. The bytes are those of
/// <c>SetString(name, JsonSerializer.Serialize(value))</c>.
/// </summary>
/// <remarks>
/// An object that was obtained or set here and is then changed in place is stored at commit, without another <c>Set</c>: it is serialised
/// again and compared with how it was serialised at first. That costs two serialisations for each object a request obtains; types marked
/// <c>[ImmutableObject(true)]</c>, strings and plain structs are spared, and so are requests that may not change the session. A property
/// that gives another value each time it is read makes its object look changed. Within one request the same instance is returned however
/// often it is asked for. For one thread at a time, as the session itself; never any I/O.
/// </remarks>
public static class TypedSessionExtensions
{
    /// <summary>The value of an attribute; <see langword="default"/> when there is none.</summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <typeparam name="T">What it was set as. For a value type ask for <c>int?</c> and its like, to tell nothing from zero.</typeparam>
    /// <exception cref="SessionValueException">The bytes are none of that type, or the type cannot be serialised.</exception>
    /// <exception cref="InvalidOperationException">
    /// This request holds the attribute as another type already; or the session is none of this package.
    /// </exception>
    public static T? Get<T>(this ISession session, string name)
        => ValuesOf(session) is var values && values.TryGet(name, ValueFormat<T>.Of(values.Serializer), out var value) ? value : default;

    /// <summary>As <see cref="Get{T}(ISession, string)"/>, by a contract of System.Text.Json.</summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="contract">For example <c>ShopJson.Default.Cart</c>.</param>
    /// <typeparam name="T">What it was set as.</typeparam>
    /// <exception cref="SessionValueException">The bytes are none of that type.</exception>
    /// <exception cref="InvalidOperationException">
    /// This request holds the attribute as another type already; or the session is none of this package.
    /// </exception>
    public static T? Get<T>(this ISession session, string name, JsonTypeInfo<T> contract)
        => ValuesOf(session).TryGet(name, ValueFormat<T>.Of(contract), out var value) ? value : default;

    /// <summary>Sets an attribute: serialised now, so that what cannot be stored is refused here; replicated by the next commit.</summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Changed in place later in the request, it is stored as it is then.</param>
    /// <typeparam name="T">What it is to be read as.</typeparam>
    /// <exception cref="SessionValueException">The value cannot be serialised. Nothing was changed.</exception>
    /// <exception cref="SessionLimitException">The name is not allowed, or a limit would be exceeded. Nothing was changed.</exception>
    /// <exception cref="ArgumentNullException">The value is null: <c>Remove</c> removes an attribute.</exception>
    /// <exception cref="InvalidOperationException">
    /// The session would be established by this and the response has started; or the session is none of this package.
    /// </exception>
    public static void Set<T>(this ISession session, string name, T value)
        => ValuesOf(session).Set(name, value, ValueFormat<T>.Of(ValuesOf(session).Serializer));

    /// <summary>As <see cref="Set{T}(ISession, string, T)"/>, by a contract of System.Text.Json.</summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Changed in place later in the request, it is stored as it is then.</param>
    /// <param name="contract">For example <c>ShopJson.Default.Cart</c>.</param>
    /// <typeparam name="T">What it is to be read as.</typeparam>
    /// <exception cref="SessionValueException">The value cannot be serialised. Nothing was changed.</exception>
    /// <exception cref="SessionLimitException">The name is not allowed, or a limit would be exceeded. Nothing was changed.</exception>
    /// <exception cref="ArgumentNullException">The value is null: <c>Remove</c> removes an attribute.</exception>
    /// <exception cref="InvalidOperationException">
    /// The session would be established by this and the response has started; or the session is none of this package.
    /// </exception>
    public static void Set<T>(this ISession session, string name, T value, JsonTypeInfo<T> contract)
        => ValuesOf(session).Set(name, value, ValueFormat<T>.Of(contract));

    /// <summary>
    /// The value of an attribute, or one made and set now: <c>Session.GetOrCreate("cart", () => new Cart()).Add(line)</c> needs no
    /// <c>Set</c>. Where there is none it is a write: it establishes a session, and the browser gets its cookie.
    /// </summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="create">Makes the first value; not null.</param>
    /// <typeparam name="T">What it was set as.</typeparam>
    /// <exception cref="SessionValueException">The bytes are none of that type, or what was made cannot be serialised.</exception>
    /// <exception cref="SessionLimitException">The name is not allowed, or a limit would be exceeded. Nothing was changed.</exception>
    /// <exception cref="ArgumentNullException">The value that was made is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// This request holds the attribute as another type already; or the session would be established by this and the response has started;
    /// or the session is none of this package.
    /// </exception>
    public static T GetOrCreate<T>(this ISession session, string name, Func<T> create)
        => GetOrCreate(ValuesOf(session), name, create, ValueFormat<T>.Of(ValuesOf(session).Serializer));

    /// <summary>As <see cref="GetOrCreate{T}(ISession, string, Func{T})"/>, by a contract of System.Text.Json.</summary>
    /// <param name="session">A session or a scope of this package.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="create">Makes the first value; not null.</param>
    /// <param name="contract">For example <c>ShopJson.Default.Cart</c>.</param>
    /// <typeparam name="T">What it was set as.</typeparam>
    /// <exception cref="SessionValueException">The bytes are none of that type, or what was made cannot be serialised.</exception>
    /// <exception cref="SessionLimitException">The name is not allowed, or a limit would be exceeded. Nothing was changed.</exception>
    /// <exception cref="ArgumentNullException">The value that was made is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// This request holds the attribute as another type already; or the session would be established by this and the response has started;
    /// or the session is none of this package.
    /// </exception>
    public static T GetOrCreate<T>(this ISession session, string name, Func<T> create, JsonTypeInfo<T> contract)
        => GetOrCreate(ValuesOf(session), name, create, ValueFormat<T>.Of(contract));

    private static T GetOrCreate<T>(TypedValues values, string name, Func<T> create, ValueFormat<T> format)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (values.TryGet(name, format, out var found)) return found;
        var made = create();
        values.Set(name, made, format);
        return made;
    }

    private static TypedValues ValuesOf(ISession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session is SessionAttributes { Values: var values } ? values : throw new InvalidOperationException(
            $"Typed values need a session of Akka.Sessions, and this one is {session.GetType()}. " +
            "Is app.UseAkkaSessions() before the endpoint, and does nothing wrap HttpContext.Session?");
    }
}
