namespace Akka.Actor;

/// <summary>What is decided for a failed child happens to all children; only resuming concerns the one.</summary>
public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, RestartLimit.Milliseconds(withinTimeRange), localOnlyDecider) { }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, RestartLimit.Milliseconds(withinTimeRange), decider) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }

    public AllForOneStrategy(IDecider decider) : this(-1, -1, decider) { }

    protected AllForOneStrategy() : this(DefaultDecider) { }

    public int MaxNumberOfRetries { get; }

    public int WithinTimeRangeMilliseconds { get; }

    public override IDecider Decider { get; }

    public bool Equals(AllForOneStrategy other) =>
        other is not null && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds && Equals(Decider, other.Decider);

    public override bool Equals(object obj) => Equals(obj as AllForOneStrategy);

    public override int GetHashCode() => HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    // Every child is restarted, so every child's count must allow it.
    private protected override bool MayRestart(ActorCell parent, ActorCell child) => parent.Children.All(sibling =>
        parent.RestartStatsOf(sibling).TryRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Environment.TickCount64));

    private protected override void Apply(Directive directive, ActorCell parent, ActorCell child, Exception cause)
    {
        if (directive == Directive.Resume)
        {
            child.SendSystemMessage(new Resume(cause));
            return;
        }

        foreach (var sibling in parent.Children)
        {
            if (directive != Directive.Restart)
            {
                parent.Stop(sibling);
                continue;
            }

            // The one that failed is suspended already.
            if (!ReferenceEquals(sibling, child)) sibling.SendSystemMessage(Suspend.Instance);
            sibling.SendSystemMessage(new Recreate(cause));
        }
    }
}
