using System.Diagnostics;
using System.IO.Pipes;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

/// <summary>A process that appends for ever and tells each offset that was acknowledged, until it is killed.</summary>
internal static class AppendingProcess
{
    public const string Verb = "append-until-killed";
    public const string Forced = "forced";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How both processes open the log.</summary>
    public static SegmentLogOptions Options(string policy) => new()
    {
        PartitionCount = 1,
        SegmentBytes = 65_536,
        Fsync = policy == Forced ? FsyncPolicy.EveryCommit : FsyncPolicy.Never,
    };

    /// <summary>The records that belong at these offsets, each a function of its offset alone.</summary>
    public static LogEntry[] Records(long from, long to) =>
        [.. Enumerable.Range(0, (int)(to - from)).SelectMany(i => Trades.Of(SmallLog.Name, 1, firstId: from + i))];

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string folder, string pipeName, string policy)
    {
        await using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.Out);
        await pipe.ConnectAsync();
        await using var log = await SegmentTradeLog.OpenAsync(folder, Options(policy));
        var random = new Random();
        var at = log.Bounds(0).Next;
        while (pipe.IsConnected)
        {
            var batch = Records(at, at + random.Next(1, 300));
            await log.AppendAsync(0, batch);
            at += batch.Length;
            await pipe.WriteAsync(BitConverter.GetBytes(at));
        }
    }

    /// <summary>Starts the process, kills it after so many acknowledgements, and gives the last offset that it told.</summary>
    public static async Task<long> KillAfterAsync(string folder, string policy, int acknowledgements, CancellationToken cancellationToken)
    {
        var name = $"cryptograins-{Guid.NewGuid():N}";
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        using var process = Process.Start("dotnet", [typeof(AppendingProcess).Assembly.Location, Verb, folder, name, policy]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var (told, last) = (0, 0L);
        try
        {
            await pipe.WaitForConnectionAsync(patience.Token);
            var bytes = new byte[sizeof(long)];
            while (await pipe.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, patience.Token) == bytes.Length)
            {
                last = BitConverter.ToInt64(bytes);
                if (++told == acknowledgements)
                    process.Kill();
            }

            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"The process that appends: expected {acknowledgements} acknowledgements and an end within {Patience}, got {told}.");
        }
        finally
        {
            process.Kill();
        }

        Assert.True(told >= acknowledgements, $"The process ended by itself: expected {acknowledgements} acknowledgements, got {told}.");
        return last;
    }
}
