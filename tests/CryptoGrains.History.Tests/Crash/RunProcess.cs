using System.Diagnostics;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>A process that does the run, or half of it, and kills itself with SIGKILL where it is told to.</summary>
internal static class RunProcess
{
    public const string Verb = "run-and-crash";

    /// <summary>What a shell says of a process that SIGKILL ended.</summary>
    public const int Killed = 128 + 9;

    private const string KillAt = "CRYPTOGRAINS_TEST_KILL_AT";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string spec, bool rebuildOnly)
    {
        using var store = new FaultyBlobStore(BlobStores.Open(spec, force: false));
        if (Environment.GetEnvironmentVariable(KillAt) is { Length: > 0 } text)
        {
            var point = KillPoint.Parse(text);
            void Die(int number, string blob)
            {
                if (point.IsAt(blob))
                    Process.GetCurrentProcess().Kill();
            }

            if (point.Before)
                store.BeforeWrite = Die;
            else
                store.AfterWrite = Die;
        }

        if (rebuildOnly)
            await CrashedHistory.RebuildAsync(store, CancellationToken.None);
        else
            await CrashedHistory.RunAsync(store, CancellationToken.None);
    }

    /// <summary>Starts one and waits for its end.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Errors)> StartAsync(
        string spec, KillPoint? point, bool rebuildOnly, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RunProcess).Assembly.Location, Verb, spec, rebuildOnly.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment[KillAt] = point?.ToString();
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return (process.ExitCode, await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
