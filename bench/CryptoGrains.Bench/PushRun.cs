using System.Diagnostics;
using System.Net.WebSockets;

namespace CryptoGrains.Bench;

/// <summary>What the clients of a push server saw; ages in milliseconds.</summary>
internal sealed record PushRun(double PerSecond, double MessageBytes, double P50, double P99)
{
    /// <summary>Reads from a message the timestamp of the oldest thing that it tells; null where it tells nothing.</summary>
    public delegate long? Reader(int connection, ReadOnlySpan<byte> message);

    /// <summary>Connects clients, sets the server going, and measures for a while after the warm-up.</summary>
    public static async Task<PushRun> OfAsync(
        Uri address, int connections, Func<int, string> path, Reader read, Func<CancellationToken, Task> serve, TimeSpan warmUp, TimeSpan length)
    {
        var clients = new List<Client>();
        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (connection, stop) =>
        {
            var client = new Client(connection, read);
            await client.ConnectAsync(new Uri($"ws://{address.Authority}{path(connection)}"), stop);
            lock (clients)
                clients.Add(client);
        });
        GC.Collect();

        using var ending = new CancellationTokenSource(warmUp + length);
        var from = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var reading = clients.Select(client => client.RunAsync(from, ending.Token)).ToArray();
        await serve(ending.Token);
        await Task.WhenAll(reading);
        clients.ForEach(client => client.Dispose());

        var ages = clients.SelectMany(client => client.Ages).Order().ToArray();
        if (ages.Length == 0)
            throw new InvalidOperationException($"No message reached any of {connections} connections within {warmUp + length}.");
        return new PushRun(ages.Length / length.TotalSeconds, (double)clients.Sum(client => client.Bytes) / ages.Length, At(ages, 0.5), At(ages, 0.99));
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    private sealed class Client(int number, Reader read) : IDisposable
    {
        private readonly ClientWebSocket _socket = new();
        private readonly byte[] _buffer = new byte[64 * 1024];

        public List<double> Ages { get; } = [];

        public long Bytes { get; private set; }

        public Task ConnectAsync(Uri address, CancellationToken stop) => _socket.ConnectAsync(address, stop);

        public async Task RunAsync(long from, CancellationToken stop)
        {
            try
            {
                for (var length = 0; ;)
                {
                    var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), stop);
                    if (part.MessageType == WebSocketMessageType.Close)
                        throw new IOException($"The server closed a connection: {_socket.CloseStatusDescription}.");

                    length += part.Count;
                    if (!part.EndOfMessage)
                        continue;

                    Take(_buffer.AsSpan(0, length), from);
                    length = 0;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The time is over.
            }
        }

        public void Dispose() => _socket.Dispose();

        private void Take(ReadOnlySpan<byte> message, long from)
        {
            var now = Stopwatch.GetTimestamp();
            if (now < from || read(number, message) is not { } oldest)
                return;

            Bytes += message.Length;
            Ages.Add(Stopwatch.GetElapsedTime(oldest, now).TotalMilliseconds);
        }
    }
}
