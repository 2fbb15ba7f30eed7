using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Feeds.Files;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>Reads trades from Binance's archive files, as fast as they are taken.</summary>
/// <remarks>
/// Files of trades and of aggTrades are never to be mixed in one instrument: an aggregate has an id of its own, which names
/// another trade among single trades.
/// </remarks>
public sealed class ArchiveFeed : IFeed
{
    private readonly IReadOnlyList<string> _files;
    private readonly Instrument? _instrument;
    private readonly TimeProvider _time;

    /// <summary>
    /// Makes a feed of the files that <paramref name="target"/> names: one, several with commas, or a pattern with <c>*</c>.
    /// </summary>
    /// <param name="target">The files.</param>
    /// <param name="instrument">What they are trades of; null to tell by the names of the files.</param>
    /// <param name="time">Says when something unreadable was met.</param>
    /// <exception cref="FeedException">A file is missing, or no file fits.</exception>
    public ArchiveFeed(string target, Instrument? instrument, TimeProvider time)
    {
        Name = $"archive:{target}";
        _files = SourceFiles.Find(target);
        _instrument = instrument;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The files stand one behind the other, each instrument's from its own beginning on, so times run back between them. How far the
        // venue's clock has come is certain when nothing follows any more.
        var newest = Timestamp.MinValue;
        foreach (var file in _files)
        {
            await foreach (var (trades, unreadable) in ArchiveReader<Trade>.ReadAsync(file, Begin, _time, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (ref readonly var trade in CollectionsMarshal.AsSpan(trades))
                    newest = Timestamp.Max(newest, trade.EventTime);
                yield return new FeedBatch(trades, [], unreadable);
            }
        }

        // A stamp may be senseless. With our own time as the time of receipt the border refuses one that lies in the future.
        if (newest > Timestamp.MinValue)
            yield return new FeedBatch([], [new VenueClock(_instrument?.Venue ?? BinanceSymbols.Venue, newest, Timestamp.From(_time.GetUtcNow()))], []);
    }

    private string? Begin(ArchiveName? name, in ArchiveLayout layout, out ArchiveReader<Trade>.ReadRow? read)
    {
        read = null;
        if (layout.Kind == ArchiveKind.Klines)
            return "these are klines, which are candles and not trades; import them into the history";

        var refusal = BinanceSymbols.TellInstrument(_instrument, name, layout.IsFutures, out var instrument);
        read = (line, in layout, out trade) => TradeRow.TryRead(line, layout, instrument, out trade);
        return refusal;
    }
}
