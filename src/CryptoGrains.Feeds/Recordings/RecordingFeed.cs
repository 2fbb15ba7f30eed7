using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Feeds.Files;
using CryptoGrains.Feeds.Replay;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Feeds.Recordings;

/// <summary>
/// Replays recordings of raw exchange messages at the pace they were received, faster, or as fast as they are read.
/// </summary>
/// <remarks>
/// Several files are one recording, in order of their names. A line that can't be read becomes a dead letter that names the file
/// and the line, and the rest goes on; so does the next file when one is cut off.
/// </remarks>
public sealed class RecordingFeed : IFeed
{
    /// <summary>A silence that is longer is replayed as this long.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<string> _files;
    private readonly ReplaySpeed _speed;
    private readonly TimeProvider _time;

    /// <summary>
    /// Makes a feed of the files that <paramref name="target"/> names: one, several with commas, or a pattern with <c>*</c>.
    /// </summary>
    /// <exception cref="FeedException">A file is missing, or no file fits.</exception>
    public RecordingFeed(string target, ReplaySpeed speed, TimeProvider time)
    {
        Name = $"recording:{target}";
        _files = SourceFiles.Find(target);
        _speed = speed;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pace = new ReplayPace(_speed, LongestPause, _time);
        var messages = new BinanceMessages();
        var batch = new BatchBuilder(BinanceSymbols.Venue);
        // Until a line bears a receive time, what can't be read was received now.
        var receiveTime = Timestamp.From(_time.GetUtcNow());
        foreach (var file in _files)
        {
            var name = Path.GetFileName(file);
            await using var lines = new LineReader(Open(file));
            do
            {
                while (lines.TryReadLine(out var line))
                {
                    if (line.IsEmpty)
                        continue;

                    var message = ReadLine(messages, lines.IsLineCut, line, ref receiveTime);
                    var letter = message.Refusal is { } reason
                        ? new DeadLetter($"{name}:{lines.LineNumber}", null, reason, Excerpt.Of(line), receiveTime)
                        : null;

                    if (batch.IsFull || (batch.IsDue && pace.WaitFor(receiveTime) > TimeSpan.Zero))
                        yield return batch.Take();
                    await pace.UntilAsync(receiveTime, cancellationToken);

                    Add(batch, message, letter, receiveTime);
                }
            }
            while (await lines.FillAsync(cancellationToken));

            if (lines.Damage is { } damage)
                batch.Add(Damaged(name, lines.LineNumber, damage, receiveTime));
        }

        if (!batch.IsEmpty)
            yield return batch.Take();
    }

    private static VenueMessage ReadLine(
        BinanceMessages messages, bool isCut, ReadOnlySpan<byte> line, ref Timestamp receiveTime)
    {
        if (isCut)
            return VenueMessage.Refused($"the line is longer than {LineReader.MaxLineBytes:N0} bytes");
        if (!RecordedLine.TrySplit(line, out var received, out var message))
            return VenueMessage.Refused("the line does not begin with a receive time in ns, of 2009 to 2100, and a blank");

        receiveTime = received;
        return messages.Read(message, received);
    }

    private static void Add(BatchBuilder batch, VenueMessage message, DeadLetter? letter, Timestamp receiveTime)
    {
        if (letter is not null)
            batch.Add(letter);
        if (message.Trade is { } trade)
            batch.Add(trade);
        if (message.VenueTime is { } venueTime)
            batch.Advance(venueTime, receiveTime);
    }

    private static DeadLetter Damaged(string name, long line, string damage, Timestamp receiveTime) =>
        new($"{name}:{line + 1}", null, $"the file can't be read any further: {damage}", string.Empty, receiveTime);

    private static ByteSource Open(string file)
    {
        try
        {
            return ByteSource.Open(file);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"The recording '{file}' can't be opened: {refused.Message}", refused);
        }
    }
}
