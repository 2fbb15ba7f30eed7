using System.Threading.Channels;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Streams.DeadLetters;

/// <summary>Keeps dead letters as lines of JSON in the files of a folder, which any tool can search.</summary>
/// <remarks>Adding never waits for the disk: a letter that finds the queue full is counted, and not kept.</remarks>
public sealed class DeadLetterFile : IDeadLetters, IAsyncDisposable
{
    private readonly DeadLetterOptions _options;
    private readonly ILogger _logger;
    private readonly Channel<DeadLetter> _queue;
    private readonly RotatingFiles _files;
    private readonly DeadLetterCounts _counts;
    private readonly Task _writing;

    /// <summary>Begins to keep letters in a folder, behind those that are there.</summary>
    /// <param name="folder">The folder, made if it isn't there.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="logger">Where letters that could not be written are told.</param>
    public DeadLetterFile(string folder, DeadLetterOptions options, ILogger<DeadLetterFile>? logger = null)
    {
        _options = options;
        _counts = new DeadLetterCounts(options.MaxInstruments);
        _logger = logger ?? NullLogger<DeadLetterFile>.Instance;
        _files = new RotatingFiles(folder, options.FileBytes, options.MaxBytes);
        _queue = Channel.CreateBounded<DeadLetter>(new BoundedChannelOptions(options.QueueLetters) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public long Count => _counts.Count;

    /// <summary>How many were counted and not kept: the queue was full, or they could not be written.</summary>
    public long DroppedCount => _counts.DroppedCount;

    /// <inheritdoc/>
    public void Add(DeadLetter letter)
    {
        _counts.Add(letter.Instrument);
        if (letter.Raw.Length > _options.MaxRawLength)
            letter = letter with { Raw = letter.Raw[.._options.MaxRawLength] };
        if (!_queue.Writer.TryWrite(letter))
            _counts.Drop(1);
    }

    /// <inheritdoc/>
    public long CountOf(Instrument instrument) => _counts.Of(instrument);

    /// <summary>Writes what waits, and closes the file. What is added later is counted and not kept.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        _files.Dispose();
    }

    private async Task WriteAsync()
    {
        const int mostAtOnce = 256;
        var lines = new DeadLetterLines();
        while (await _queue.Reader.WaitToReadAsync())
        {
            var taken = 0;
            for (; taken < mostAtOnce && _queue.Reader.TryRead(out var letter); taken++)
                lines.Add(letter);

            try
            {
                _files.Append(lines.Bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _counts.Drop(taken);
                _logger.LogError(
                    exception, "{Count} dead letters could not be written: {Reason} They are counted as dropped.", taken, exception.Message);
            }

            lines.Clear();
        }
    }
}
