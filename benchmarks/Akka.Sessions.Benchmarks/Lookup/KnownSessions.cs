using System.Diagnostics;

namespace Akka.Sessions.Benchmarks.Lookup;

/// <summary>Sessions that both nodes have, and requests for them: find, set one attribute, commit at level none.</summary>
internal sealed class KnownSessions
{
    private const int Sessions = 1000;
    private const int Requests = 2000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(0.5);

    private readonly ISessionManager _manager;
    private readonly SessionId[] _ids;

    private KnownSessions(ISessionManager manager, SessionId[] ids) => (_manager, _ids) = (manager, ids);

    internal static async Task<KnownSessions> CreateAsync(ISessionManager creator, ISessionManager asked, CancellationToken cancellationToken)
    {
        var ids = new SessionId[Sessions];
        for (var i = 0; i < ids.Length; i++)
        {
            var session = creator.Create();
            session.Set("user", new byte[100]);
            await session.CommitAsync(CommitLevel.All, cancellationToken);
            ids[i] = session.Id;
        }

        return new(asked, ids);
    }

    /// <summary>Microseconds of each request, one after another with a pause between.</summary>
    internal async Task<double[]> MeasureAsync(CancellationToken cancellationToken)
    {
        var times = new double[Requests];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await _manager.FindAsync(_ids[i % _ids.Length], tokens: null, cancellationToken);
            found.Session!.Set("last", BitConverter.GetBytes(i));
            await found.Session.CommitAsync(CommitLevel.None, cancellationToken);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            await Task.Delay(Pause, cancellationToken);
        }

        return times;
    }
}
