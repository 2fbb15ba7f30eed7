using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Binance;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>A file of klines: CSV, plain, gzip or zip.</summary>
public sealed class KlineFile
{
    private readonly string _path;
    private readonly TimeProvider _time;

    private KlineFile(string path, Instrument instrument, KlineInterval interval, TimeProvider time)
    {
        _path = path;
        Instrument = instrument;
        Interval = interval;
        _time = time;
    }

    /// <summary>What the candles are of.</summary>
    public Instrument Instrument { get; }

    /// <summary>How long each is.</summary>
    public KlineInterval Interval { get; }

    /// <summary>
    /// Finds a file and tells what it holds, by its name where nothing else is said. Nothing of it is read yet.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="time">Says when something unreadable was met.</param>
    /// <param name="instrument">What it is of. A file under a folder <c>futures</c> is of the perpetual, any other of
    /// spot.</param>
    /// <param name="interval">The interval of its rows.</param>
    /// <exception cref="FeedException">There is no such file, or its name does not tell what it holds.</exception>
    public static KlineFile Find(string path, TimeProvider time, Instrument? instrument = null, KlineInterval? interval = null)
    {
        if (!File.Exists(path))
            throw new FeedException($"There is no file '{path}' in {Environment.CurrentDirectory}. Check the path.");

        var name = ArchiveName.TryParse(path);
        var isFutures = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Contains("futures");
        if (BinanceSymbols.TellInstrument(instrument, name, isFutures, out var known) is { } refusal)
            throw new FeedException($"The file '{path}' can't be taken: {refusal}.");

        return new KlineFile(path, known, interval ?? IntervalOf(path, name), time);
    }

    /// <summary>Reads the rows in order. A row that can't be read is told with its line, and the rest goes on.</summary>
    public async IAsyncEnumerable<KlineBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (rows, unreadable) in ArchiveReader<Kline>.ReadAsync(_path, Begin, _time, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new KlineBatch(rows, unreadable);
        }
    }

    private string? Begin(ArchiveName? name, in ArchiveLayout layout, out ArchiveReader<Kline>.ReadRow? read)
    {
        read = (line, in _, out row) => KlineRow.TryRead(line, Interval, out row);
        return layout.Kind == ArchiveKind.Klines ? null : $"these are {layout.Kind} and not klines";
    }

    private static KlineInterval IntervalOf(string path, ArchiveName? name)
    {
        return KlineInterval.Find(name?.IntervalName) ?? throw new FeedException(
            $"The name of '{path}' tells none of the intervals {string.Join(", ", KlineInterval.All)}"
            + (name?.IntervalName == "1mo" ? ", and a month has no fixed length: " : ": ")
            + "name the file as the exchange does, such as BTCUSDT-1h-2024-08.zip, or say the interval.");
    }
}
