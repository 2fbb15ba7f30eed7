using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace CryptoGrains.History.Tests.Stores.Services;

/// <summary>
/// Azurite as <c>infra/local</c> starts it, on a free port, with a folder of its own. It ends with this process, however that ends.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The account and the key that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>The account's key, the same in every Azurite.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Listens = "Blob service is successfully listening at ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Azurite(Process process, DirectoryInfo folder, Uri address) =>
        (_process, _folder, Address) = (process, folder, address);

    /// <summary>Where it listens, without the account.</summary>
    public Uri Address { get; }

    /// <summary>A connection string for its account.</summary>
    public string ConnectionString => ConnectionStringAt(Address);

    /// <summary>A connection string for its account through something that stands before it.</summary>
    public static string ConnectionStringAt(Uri address) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={new Uri(address, Account)};";

    /// <summary>Starts one. A test is skipped where there is no Node.js.</summary>
    public static async Task<Azurite> StartAsync()
    {
        var infra = InfraFolder();
        using var patience = new CancellationTokenSource(Patience);
        await InstallAsync(infra);

        var folder = Directory.CreateTempSubdirectory("cryptograins-azurite-");
        var process = Start(infra, "node", "azurite.mjs", "--port", "0", "--location", folder.FullName, "--while-stdin-open");
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var at)
                {
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new Azurite(process, folder, new Uri(line[(at + Listens.Length)..].Trim()));
                }
            }

            throw new XunitException($"Azurite ended before it listened: {await process.StandardError.ReadToEndAsync(patience.Token)}");
        }
        catch (Exception)
        {
            process.Kill();
            process.Dispose();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Ends it, as a machine that fails would. What it had kept is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task InstallAsync(string infra)
    {
        try
        {
            await NpmFolder.InstallAsync(infra);
        }
        catch (Win32Exception)
        {
            throw SkipException.ForSkip("npm is not installed: these tests need Node.js 20 or newer with npm (Debian: nodejs, npm).");
        }
    }

    private static Process Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static string InfraFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../../infra/local"));
}
