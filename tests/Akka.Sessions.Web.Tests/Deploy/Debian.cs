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
        // Another test assembly may be installing at this moment: its lock is waited for.
        string[] install = ["install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", package];
        string[] update = ["update"];
        var errors = "";
        // A machine whose lists were never fetched knows of no package.
        foreach (var arguments in new[] { install, update, install })
        {
            errors = Run(apt, arguments);
            if (Find(program) is not null) return null;
        }

        return $"{program} is not installed, and apt-get install {package} failed: {errors}";
    }

    private static string Run(string apt, string[] arguments)
    {
        // The run level keeps the package from starting a service.
        var start = new ProcessStartInfo(apt, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive", ["RUNLEVEL"] = "1" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(Patience)) return errors.Result;
        process.Kill(entireProcessTree: true);
        return $"it took longer than {Patience}";
    }
}

/// <summary>A test that needs a program of a Debian package; skipped, with the reason, where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DebianFactAttribute : FactAttribute
{
    public DebianFactAttribute(string program, string package) => Skip = Debian.WhyMissing(program, package);
}
