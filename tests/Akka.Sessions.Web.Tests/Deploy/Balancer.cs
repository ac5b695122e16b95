using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Sessions.Web.Tests.Fakes;

namespace Akka.Sessions.Web.Tests.Deploy;

/// <summary>
/// A balancer that runs with a file of <c>deploy/</c> as it stands there, but for the addresses. It ends with the test, and nothing else does.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _output = new();

    private Balancer(ProcessStartInfo start, DirectoryInfo folder, int port)
    {
        _folder = folder;
        Address = new($"http://127.0.0.1:{port}");
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = folder.FullName;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public static Task<Balancer> HaProxyAsync(IEnumerable<Uri> nodes)
    {
        var port = FreePort();
        var config = Read(nodes, "haproxy", "haproxy.cfg").Replace("bind :80\n", $"bind 127.0.0.1:{port}\n", StringComparison.Ordinal);
        var (folder, file) = Keep("haproxy.cfg", config);
        return StartAsync(new(Debian.Find("haproxy")!, ["-db", "-f", file]), folder, port);
    }

    public static Task<Balancer> NginxAsync(IEnumerable<Uri> nodes)
    {
        var port = FreePort();
        var config = Read(nodes, "nginx", "akka-sessions.conf").Replace("listen 80;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal);
        var (folder, file) = Keep("akka-sessions.conf", config);
        var main = Path.Combine(folder.FullName, "nginx.conf");
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(kind => $"{kind}_temp_path {kind};\n"));
        File.WriteAllText(main, $"pid nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}include {file};\n}}\n");
        return StartAsync(
            new(Debian.Find("nginx")!, ["-p", folder.FullName, "-c", main, "-e", "stderr", "-g", "daemon off; master_process off;"]), folder, port);
    }

    public Browser Visit() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }, Address);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<Balancer> StartAsync(ProcessStartInfo start, DirectoryInfo folder, int port)
    {
        var balancer = new Balancer(start, folder, port);
        await Eventually.TrueAsync(() => balancer._process.HasExited || IsOpen(port), () => string.Join('\n', balancer._output));
        Assert.False(balancer._process.HasExited, string.Join('\n', balancer._output));
        return balancer;
    }

    private static string Read(IEnumerable<Uri> nodes, params string[] path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Sessions.sln"))) root = root.Parent;
        var config = File.ReadAllText(Path.Combine([root.FullName, "deploy", .. path]));
        var number = 0;
        foreach (var node in nodes)
        {
            number++;
            config = config.Replace(string.Create(CultureInfo.InvariantCulture, $"10.0.0.1{number}:8080"), node.Authority, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("10.0.0.", config, StringComparison.Ordinal);
        return config;
    }

    private static (DirectoryInfo Folder, string File) Keep(string name, string config)
    {
        var folder = Directory.CreateTempSubdirectory("akka-sessions-");
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, config);
        return (folder, file);
    }

    private static bool IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
