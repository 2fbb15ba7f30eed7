using System.Diagnostics;
using System.IO.Pipes;
using System.Security.Cryptography;
using CryptoGrains.History.Stores;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>
/// A process that creates blobs in a folder one after the other, in the order of a log that many write, and tells each one that it
/// created, until it is killed.
/// </summary>
internal sealed class WritingProcess : IDisposable
{
    public const string Verb = "write-until-killed";

    private const int MaxLength = 300_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;

    private WritingProcess(Process process, NamedPipeServerStream pipe) => (_process, _pipe) = (process, pipe);

    /// <summary>The numbers of the blobs that it said it created.</summary>
    public List<int> Created { get; } = [];

    /// <summary>The blob of a number: every process takes the numbers in turn, so they fight for each.</summary>
    public static string NameOf(int number) => $"log/{number / 10:D4}/{number:D8}";

    /// <summary>A content that tells, by its last bytes, whether it is whole.</summary>
    public static byte[] ContentOf(Random random)
    {
        var content = new byte[random.Next(1, MaxLength) + SHA256.HashSizeInBytes];
        random.NextBytes(content);
        SHA256.HashData(content.AsSpan(..^SHA256.HashSizeInBytes), content.AsSpan(^SHA256.HashSizeInBytes..));
        return content;
    }

    /// <summary>Whether a content is whole.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> content) =>
        content.Length > SHA256.HashSizeInBytes
        && content[^SHA256.HashSizeInBytes..].SequenceEqual(SHA256.HashData(content[..^SHA256.HashSizeInBytes]));

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string folder, string pipeName, string force)
    {
        await using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.Out);
        await pipe.ConnectAsync();
        var store = new FolderBlobStore(folder, bool.Parse(force));
        var random = new Random();
        for (var number = 0; pipe.IsConnected; number++)
        {
            var content = ContentOf(random);
            await store.ReplaceAsync("latest", content);
            if (await store.TryCreateAsync(NameOf(number), content))
                await pipe.WriteAsync(BitConverter.GetBytes(number));
        }
    }

    /// <summary>Starts one.</summary>
    public static async Task<WritingProcess> StartAsync(string folder, bool force, CancellationToken cancellationToken)
    {
        var name = $"cryptograins-{Guid.NewGuid():N}";
        var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var process = Process.Start("dotnet", [typeof(WritingProcess).Assembly.Location, Verb, folder, name, force.ToString()]);
        var writing = new WritingProcess(process, pipe);
        await pipe.WaitForConnectionAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return writing;
    }

    /// <summary>Takes in what it tells until it has created so many, or has ended.</summary>
    public async Task ReadAsync(int upTo, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var bytes = new byte[sizeof(int)];
        while (Created.Count < upTo
            && await _pipe.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token) == bytes.Length)
        {
            Created.Add(BitConverter.ToInt32(bytes));
        }
    }

    /// <summary>Kills it where it stands and takes in what it had still told.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await ReadAsync(int.MaxValue, cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _pipe.Dispose();
    }
}
