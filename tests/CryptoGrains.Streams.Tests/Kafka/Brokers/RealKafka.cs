using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using CryptoGrains.Streams.Kafka;
using Xunit.Sdk;

namespace CryptoGrains.Streams.Tests.Kafka.Brokers;

/// <summary>
/// Apache Kafka 0.9 as <c>infra/local</c> starts it, on a free port, with a folder of its own. It ends with this process, however that ends.
/// A test is skipped where Node.js or Java is not installed.
/// </summary>
public sealed class RealKafka : IAsyncLifetime
{
    private const int Partitions = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-kafka-");
    private Process? _script;
    private int _broker;
    private int _topics;

    /// <summary>Where it listens.</summary>
    public string Bootstrap { get; private set; } = string.Empty;

    /// <summary>The options of a log that no other test has. The broker makes its topics when they are asked for.</summary>
    public KafkaLogOptions NewLog() => new()
    {
        Bootstrap = Bootstrap,
        OldBroker = "0.9.0.1",
        Topic = $"test.{Interlocked.Increment(ref _topics)}.raw",
        PartitionCount = Partitions,
        SessionTimeout = TimeSpan.FromSeconds(6),
        HandOver = TimeSpan.FromSeconds(5),
    };

    /// <summary>Starts it.</summary>
    public async ValueTask InitializeAsync()
    {
        var infra = InfraFolder();
        ThrowIfMissing("java", "-version");
        ThrowIfMissing("npm", "--version");
        await NpmFolder.InstallAsync(infra);
        _script = Process.Start(new ProcessStartInfo("node", ["kafka.mjs", "--port", "0", "--location", _folder.FullName, "--while-stdin-open"])
        {
            UseShellExecute = false,
            WorkingDirectory = infra,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await StartedAsync();
    }

    /// <summary>Kills the broker as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        using var broker = Process.GetProcessById(_broker);
        broker.Kill();
    }

    /// <summary>Waits until the broker has been started, the first time or after it was killed.</summary>
    public async Task StartedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var line = await _script!.StandardOutput.ReadLineAsync(patience.Token) ?? throw new XunitException("Kafka's script ended before the broker had started.");

        // Kafka 0.9.0.1, process 4711, listens on 127.0.0.1:9092
        var words = line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        _broker = int.Parse(words[3], CultureInfo.InvariantCulture);
        Bootstrap = words[^1];
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_script is not null)
        {
            _script.StandardInput.Close();
            await _script.WaitForExitAsync();
            _script.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private static void ThrowIfMissing(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: these tests need Node.js 20 or newer with npm, and Java 11 or newer (Debian: nodejs, npm, default-jre-headless).");
        }
    }

    private static string InfraFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../../infra/local"));
}
