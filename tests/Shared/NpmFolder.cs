using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace CryptoGrains;

/// <summary>A folder with a <c>package-lock.json</c>, whose packages tests and benchmarks need.</summary>
internal static class NpmFolder
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Installs what the lock file names, where that has not been done. One at a time over all processes, because <c>npm ci</c> takes away
    /// under the others what it is about to install.
    /// </summary>
    /// <exception cref="InvalidOperationException">npm failed; the message has what it printed.</exception>
    public static Task InstallAsync(string folder) => Task.Run(() => Install(folder)); // A mutex belongs to a thread.

    private static void Install(string folder)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))));
        using var mutex = new Mutex(initiallyOwned: false, $"cryptograins-npm-{name[..16]}");
        try
        {
            if (!mutex.WaitOne(Patience))
                throw new InvalidOperationException($"Another process has been installing packages in {folder} for {Patience}: end it, and try again.");
        }
        catch (AbandonedMutexException)
        {
            // Whoever had it died; what it left half done is not taken for installed below.
        }

        try
        {
            var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
                RunNpm(folder);
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private static void RunNpm(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        if (!npm.WaitForExit(Patience))
        {
            npm.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"npm ci in {folder} did not end within {Patience}.");
        }

        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {folder} failed: {output.GetAwaiter().GetResult()}{errors.GetAwaiter().GetResult()}");
    }
}
