using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akka.Sessions.Web.Tests.Deploy;

/// <summary>Programs of Debian's packages: those that are there, and those that this run may install, once.</summary>
internal static class Debian
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Reasons = new(StringComparer.Ordinal);

    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Why a program cannot be had; <see langword="null"/> when it is there.</summary>
    public static string? WhyMissing(string program, string package)
        => Reasons.GetOrAdd(program, _ => new(() => Find(program) is null ? Install(program, package) : null)).Value;

    private static string? Install(string program, string package)
    {
        if (Find("apt-get") is not { } apt) return $"{program} is not installed, and there is no apt-get to install {package} with.";
        if (!Environment.IsPrivilegedProcess) return $"{program} is not installed, and only root may install {package}.";
        // The run level keeps the package from starting a service.
        var start = new ProcessStartInfo(apt, ["install", "-y", "--no-install-recommends", package])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" },
        };
        using var install = Process.Start(start)!;
        install.StandardInput.Close();
        _ = install.StandardOutput.ReadToEndAsync();
        var errors = install.StandardError.ReadToEndAsync();
        if (!install.WaitForExit(Patience))
        {
            install.Kill(entireProcessTree: true);
            return $"{program} is not installed, and apt-get install {package} took longer than {Patience}.";
        }

        return Find(program) is null ? $"{program} is not installed, and apt-get install {package} failed: {errors.Result}" : null;
    }
}

/// <summary>A test that needs a program of a Debian package; skipped, with the reason, where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DebianFactAttribute : FactAttribute
{
    public DebianFactAttribute(string program, string package) => Skip = Debian.WhyMissing(program, package);
}
