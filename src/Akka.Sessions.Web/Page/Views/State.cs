namespace Akka.Sessions.Web.Page.Views;

/// <summary>How a member stands, as a word with a colour.</summary>
internal static class State
{
    public static Html Of(string state) => Html.Of($"""<span class="state {Kind(state)}">{state}</span>""");

    private static string Kind(string state) => state switch
    {
        "ready" or "reachable" => "good",
        "unreachable" or "ended" => "bad",
        _ => "busy",
    };
}
