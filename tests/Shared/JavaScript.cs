using System.ComponentModel;

namespace CryptoGrains;

/// <summary>Runs tests that are written in JavaScript, because their clients are.</summary>
internal static class JavaScript
{
    /// <summary>Runs a script of a folder's package.json, or a test file of it; what it skips is skipped here.</summary>
    public static async Task TestAsync(string folder, string command, IReadOnlyDictionary<string, string>? environment = null)
    {
        await InstallAsync(folder);
        var (exitCode, output) = await Tool.RunAsync(folder, command.Split(' '), environment);
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
}
