using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly Channel<string> _untold = Channel.CreateUnbounded<string>();

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Waits until a line contains some text. For one waiter.</summary>
    public async Task WaitForAsync(string text, TimeSpan patience)
    {
        var first = Task.Run(async () => await _untold.Reader.ReadAllAsync().FirstAsync(line => line.Contains(text, StringComparison.Ordinal)));
        await first.WaitAsync(patience);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)}";
        Lines.Enqueue(line);
        _untold.Writer.TryWrite(line);
    }
}
