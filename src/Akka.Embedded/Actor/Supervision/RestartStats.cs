namespace Akka.Actor;

/// <summary>How often one child was restarted within the current window.</summary>
internal sealed class RestartStats
{
    private int _restarts;
    private long _windowStart;

    /// <summary>Counts a restart asked for at <paramref name="now"/> (milliseconds, monotonic) and says whether it is still allowed. Negative means no limit.</summary>
    public bool TryRestart(int maxRestarts, int windowMilliseconds, long now)
    {
        if (maxRestarts == 0) return false;
        if (windowMilliseconds <= 0) return maxRestarts < 0 || ++_restarts <= maxRestarts;

        // A window without a number allows one restart in it.
        var allowed = maxRestarts < 0 ? 1 : maxRestarts;
        if (_restarts == 0 || now - _windowStart > windowMilliseconds)
        {
            _windowStart = now;
            _restarts = 0;
        }

        return ++_restarts <= allowed;
    }
}
