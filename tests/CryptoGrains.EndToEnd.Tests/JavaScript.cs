using System.ComponentModel;
using System.Diagnostics;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>Runs tests that are written in JavaScript, because their clients are.</summary>
internal static class JavaScript
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs a script of a folder's package.json, or a test file of it; what it skips is skipped here.</summary>
    public static async Task TestAsync(string folder, string command, IReadOnlyDictionary<string, string>? environment = null)
    {
        await InstallAsync(folder);
        var (exitCode, output) = await RunAsync(folder, command, environment);
        Assert.True(exitCode == 0, output);
        if (output.Split('\n').FirstOrDefault(line => line.Contains("# SKIP") || line.Contains('﹣')) is { } skipped)
            Assert.Skip(skipped.Trim());
    }

    private static async Task InstallAsync(string folder)
    {
        try
        {
            await NpmFolder.InstallAsync(folder);
        }
        catch (Win32Exception)
        {
            Assert.Skip("npm is not installed: these tests need Node.js 20.19 or newer with npm (Debian: nodejs, npm).");
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string command, IReadOnlyDictionary<string, string>? environment)
    {
        var words = command.Split(' ');
        var start = new ProcessStartInfo(words[0], words[1..])
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
}
