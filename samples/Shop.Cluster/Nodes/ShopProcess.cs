using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Shop.Cluster.Nodes;

/// <summary>A running Shop. However this program ends, the Shop goes down with it, since it stops when its standard input closes.</summary>
internal sealed partial class ShopProcess : IDisposable
{
    private const int SigTerm = 15;

    private static readonly string ShopPath = LocateShop();
    private static readonly string DotnetPath = LocateDotnet();

    private readonly Process _process;

    private ShopProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ShopProcess Start(IEnumerable<string> arguments, NodeLog log)
    {
        var start = new ProcessStartInfo(DotnetPath, [ShopPath, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(ShopPath),
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{DotnetPath} {ShopPath}' did not start.");
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, as systemd and Kubernetes send it; where there are no signals, the end of standard input says the same.</summary>
    public void AskToStop()
    {
        if (OperatingSystem.IsWindows()) _process.StandardInput.Close();
        else if (SendSignal(_process.Id, SigTerm) != 0 && !_process.HasExited)
            throw new InvalidOperationException($"SIGTERM to process {Id} failed: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static string LocateShop()
    {
        var metadata = typeof(ShopProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        var path = Path.GetFullPath(metadata.Single(data => data.Key == "ShopPath").Value!, AppContext.BaseDirectory);
        if (File.Exists(path)) return path;
        throw new FileNotFoundException($"The Shop is not at {path}. Build samples/Shop.Cluster again.", path);
    }

    // The runtime that runs this program lies in <dotnet>/shared/<framework>/<version>.
    private static string LocateDotnet()
    {
        var file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine("..", "..", "..", file), RuntimeEnvironment.GetRuntimeDirectory());
        return File.Exists(beside) ? beside : file;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
