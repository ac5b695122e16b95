using System.Text;
using Akka.Sessions.Model;
using Akka.Sessions.Protocol;
using Akka.Sessions.Tests.Generators;
using static Akka.Sessions.Tests.Generators.Members;

namespace Akka.Sessions.Tests.Events;

public sealed class SessionTransitionTests
{
    private static readonly SessionId Id = Pieces.Id(1);
    private readonly SessionState _state = Write(SessionState.Empty, created: true, ("user", "ann"), ("cart", "tea"));

    [Fact]
    public void A_first_commit_creates_the_session_and_sets_its_attributes()
    {
        var events = Between(SessionState.Empty, _state);

        Assert.IsType<SessionEvent.Created>(events[0]);
        Assert.Equal(["+cart=tea", "+user=ann"], events.Skip(1).Select(Describe));
    }

    [Fact]
    public void A_commit_changes_what_it_changed_and_no_more()
    {
        var after = Write(_state, created: false, ("cart", "ham"), ("user", "ann"), ("theme", "dark"));
        Assert.Equal(["cart=tea>ham", "+theme=dark"], Between(_state, after).Select(Describe));

        Assert.Equal(["-cart=tea"], Between(_state, Write(_state, created: false, ("cart", null))).Select(Describe));
        Assert.Empty(Between(_state, _state));
    }

    [Fact]
    public void An_attribute_of_a_scope_is_named_as_there()
    {
        var changed = Assert.IsType<SessionEvent.AttributeChanged>(
            Assert.Single(Between(_state, Write(_state, created: false, ("akka.scope.portlet-42/a/b", "1")))));

        Assert.Equal(("portlet-42", "a/b"), (changed.Scope, changed.Name));
    }

    [Fact]
    public void What_ended_comes_with_its_last_values()
    {
        var invalidated = Assert.IsType<SessionEvent.Invalidated>(Assert.Single(Between(_state, _state.Invalidate(Now, 1).State)));
        var expired = Assert.IsType<SessionEvent.Expired>(Assert.Single(Between(_state, _state.Expire(Now, 1).State)));

        foreach (var last in new[] { invalidated.Last, expired.Last })
        {
            Assert.Equal(["cart", "user"], last.Names);
            Assert.True(last.TryGetValue("cart", out var cart));
            Assert.Equal("tea", Encoding.UTF8.GetString(cart.Span));
        }
    }

    [Fact]
    public void A_change_of_id_is_one_event_and_the_content_that_arrives_under_the_new_id_is_none()
    {
        var rotation = _state.MoveTo(Pieces.Id(2), Now, 1);

        Assert.Equal(Pieces.Id(2), Assert.IsType<SessionEvent.IdChanged>(Assert.Single(Between(_state, rotation.Old.State))).NewId);
        Assert.Empty(Between(SessionState.Empty, rotation.Moved, isMove: true));
    }

    [Fact]
    public void Of_what_has_ended_or_was_never_known_nothing_is_told()
    {
        var ended = _state.Invalidate(Now, 1).State;

        Assert.Empty(Between(ended, SessionState.Merge(ended, _state.MoveTo(Pieces.Id(2), Now, 2).Old.Delta)));
        Assert.Empty(Between(SessionState.Empty, ended));
    }

    private static string Describe(SessionEvent happened) => happened switch
    {
        SessionEvent.AttributeChanged { Before: null } set => $"+{set.Name}={Text(set.After)}",
        SessionEvent.AttributeChanged { After: null } removed => $"-{removed.Name}={Text(removed.Before)}",
        SessionEvent.AttributeChanged changed => $"{changed.Name}={Text(changed.Before)}>{Text(changed.After)}",
        _ => happened.GetType().Name,
    };

    private static string Text(ReadOnlyMemory<byte>? bytes) => Encoding.UTF8.GetString(bytes!.Value.Span);

    private static SessionEvent[] Between(SessionState before, SessionState after, bool isMove = false) =>
        [.. new SessionTransition(Id, before, after, Now, IsHere: true, isMove).Events()];

    private static SessionState Write(SessionState state, bool created, params (string Name, string? Value)[] values) => state.Write(
        new SessionChanges
        {
            Created = created ? Now : null,
            Attributes = values.ToDictionary(v => v.Name, v => v.Value is null ? null : Encoding.UTF8.GetBytes(v.Value)),
        },
        Now,
        writer: 1).State;
}
