using System.ComponentModel;
using System.Diagnostics;

namespace CryptoGrains;

/// <summary>Runs a program of this machine to its end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it in a folder.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string[] command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs it and expects it to be content; skips where there is no such program, and says how to get it.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> PassAsync(string folder, string[] command, string howToGetIt)
    {
        try
        {
            var (exitCode, output) = await RunAsync(folder, command);
            Assert.True(exitCode == 0, $"{string.Join(' ', command)} ended with {exitCode}:\n{output}");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{command[0]} is not installed: {howToGetIt}.");
            throw;
        }
    }
}
