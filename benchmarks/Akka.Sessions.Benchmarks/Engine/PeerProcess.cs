using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace Akka.Sessions.Benchmarks.Engine;

/// <summary>The second process, as the first sees it.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process, int rawPort)
    {
        _process = process;
        RawPort = rawPort;
    }

    internal int RawPort { get; }

    /// <summary>Processor time that this process and the peer have used.</summary>
    internal TimeSpan CpuOfBoth
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime + Environment.CpuUsage.TotalTime;
        }
    }

    internal static async Task<PeerProcess> StartAsync(Address seed, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Run as "dotnet x.dll" the path is dotnet's and the assembly comes first.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in (string[])["engine-peer", "--seed", seed.ToString()]) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"The second process did not start: {start.FileName}");
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) continue;
                return new PeerProcess(process, port);
            }

            throw new InvalidOperationException("The second process ended before it was ready; its errors stand above.");
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        using (process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
