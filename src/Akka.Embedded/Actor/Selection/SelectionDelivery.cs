namespace Akka.Actor;

/// <summary>Walks a selection message from ref to ref, as far as they are in this process, and hands it to whatever it ends at.</summary>
internal static class SelectionDelivery
{
    public static void Deliver(ActorSelectionMessage message, InternalActorRef from, IActorRef sender)
    {
        var here = from;
        for (var i = 0; i < message.Elements.Length; i++)
        {
            if (!here.IsLocal)
            {
                here.Tell(new ActorSelectionMessage(message.Message, message.Elements[i..], message.WildCardFanOut), sender);
                return;
            }

            switch (message.Elements[i])
            {
                case SelectParent:
                    here = here.Parent is null or Nobody ? here : here.Parent;
                    break;
                case SelectChildName child:
                    var found = here.GetChild([child.Name]);
                    if (found is Nobody)
                    {
                        Miss(message, here, message.Elements[i..], sender);
                        return;
                    }

                    here = found;
                    break;
                case SelectChildPattern pattern:
                    FanOut(message, here, pattern, message.Elements[(i + 1)..], sender);
                    return;
            }
        }

        here.Tell(message.Message, sender);
    }

    private static void FanOut(ActorSelectionMessage message, InternalActorRef parent, SelectChildPattern pattern, SelectionPathElement[] rest, IActorRef sender)
    {
        if (parent is not ActorCell cell) return;
        var onward = new ActorSelectionMessage(message.Message, rest, wildCardFanOut: true);
        foreach (var child in cell.Children)
        {
            if (pattern.Fits(child.Name)) Deliver(onward, child, sender);
        }
    }

    private static void Miss(ActorSelectionMessage message, InternalActorRef last, SelectionPathElement[] missing, IActorRef sender)
    {
        if (message.WildCardFanOut) return;
        var path = missing.Aggregate(last.Path, (above, element) => above / element.ToString());
        last.System.Provider.DeadRef(path).Tell(message.Message, sender);
    }
}
