using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Wire;

namespace Akka.Remote.Serialization;

/// <summary>A message on its way along a selection, as protobuf.</summary>
internal static class SelectionCodec
{
    private const int MaxElements = 256;

    public static SelectionProto ToProto(ActorSelectionMessage selection, Akka.Serialization.Serialization messages)
    {
        var proto = new SelectionProto { Message = messages.ToProto(selection.Message), WildcardFanOut = selection.WildCardFanOut };
        proto.Elements.AddRange(selection.Elements.Select(ToProto));
        return proto;
    }

    public static ActorSelectionMessage FromProto(SelectionProto proto, Akka.Serialization.Serialization messages)
    {
        if (proto.Elements.Count > MaxElements)
            throw new SerializationException($"A selection of {proto.Elements.Count} steps; at most {MaxElements} are accepted.");
        var message = messages.FromProto(proto.Message) ?? throw new SerializationException("A selection without a message.");
        return new ActorSelectionMessage(message, [.. proto.Elements.Select(FromProto)], proto.WildcardFanOut);
    }

    private static SelectionProto.Types.Element ToProto(SelectionPathElement element) => element switch
    {
        SelectChildName name => new() { Kind = SelectionProto.Types.Element.Types.Kind.Name, Text = name.Name },
        SelectChildPattern pattern => new() { Kind = SelectionProto.Types.Element.Types.Kind.Pattern, Text = pattern.PatternStr },
        _ => new() { Kind = SelectionProto.Types.Element.Types.Kind.Parent },
    };

    private static SelectionPathElement FromProto(SelectionProto.Types.Element element) => element.Kind switch
    {
        SelectionProto.Types.Element.Types.Kind.Parent => SelectParent.Instance,
        SelectionProto.Types.Element.Types.Kind.Name => new SelectChildName(element.Text),
        SelectionProto.Types.Element.Types.Kind.Pattern => new SelectChildPattern(element.Text),
        _ => throw new SerializationException($"A selection with a step of the unknown kind {(int)element.Kind}."),
    };
}
