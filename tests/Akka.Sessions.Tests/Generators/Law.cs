using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Akka.Sessions.Tests.Generators;

/// <summary>
/// Runs a property on generated cases. The seed is printed, and stands in the failure; SESSIONS_SEED replays it, SESSIONS_CASES asks for
/// more or fewer cases.
/// </summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> cases, Func<T, bool> holds, int count = 500)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("SESSIONS_SEED"), CultureInfo.InvariantCulture, out var replayed)
            ? replayed
            : (ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
        if (int.TryParse(Environment.GetEnvironmentVariable("SESSIONS_CASES"), CultureInfo.InvariantCulture, out var asked)) count = asked;
        Console.WriteLine($"SESSIONS_SEED={seed} SESSIONS_CASES={count}");
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithQuietOnSuccess(true)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None)));
        try
        {
            Check.One(config, Prop.ForAll(cases.ToArbitrary(), holds));
        }
        catch (Exception failure)
        {
            throw new Xunit.Sdk.XunitException($"Replay with SESSIONS_SEED={seed}. {failure.Message}", failure);
        }
    }
}
