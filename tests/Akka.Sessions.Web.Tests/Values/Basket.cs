using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Akka.Sessions.Web.Tests.Values;

internal sealed class Basket
{
    public List<string> Lines { get; init; } = [];

    public int Size => Lines.Count;
}

/// <summary>As the application's next release has it.</summary>
internal sealed class NextBasket
{
    public List<string> Lines { get; init; } = [];

    public string Currency { get; set; } = "EUR";
}

[ImmutableObject(true)]
internal sealed record Customer(string Name);

internal sealed class Ring
{
    public Ring? Next { get; set; }
}

[JsonSerializable(typeof(Basket))]
internal sealed partial class BasketJson : JsonSerializerContext;
