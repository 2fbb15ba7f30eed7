using System.Buffers;

namespace CryptoGrains.Analytics.Windows;

/// <summary>
/// The windows as bytes, for a snapshot: a format number, then variable-length integers, each candle as differences to the one
/// before it. Reading back gives windows that go on exactly where these stood.
/// </summary>
public static class WindowsCodec
{
    private const byte Format = 1;

    /// <summary>Writes the windows.</summary>
    public static void Write(InstrumentWindows windows, IBufferWriter<byte> output)
    {
        var writer = new VarintWriter(output);
        writer.Write(Format);
        writer.Write(windows.Decimals.Price);
        writer.Write(windows.Decimals.Quantity);
        writer.Write(windows.NewestTime);
        writer.Write(windows.Version);
        writer.Write(windows.TotalTrades);
        writer.Write(windows.Duplicates);
        writer.Write(windows.TooLate);
        writer.Write(windows.Refused);
        WriteIds(ref writer, windows.Ids);
        windows.Rate.Write(ref writer);
        foreach (var series in windows.Series)
            WriteSeries(ref writer, series);
        writer.Flush();
    }

    /// <summary>Reads windows back.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a snapshot.</exception>
    public static InstrumentWindows Read(ReadOnlySpan<byte> bytes, WindowOptions? options = null)
    {
        var reader = new VarintReader(bytes);
        var format = reader.ReadInt64();
        if (format != Format)
            throw new InvalidDataException($"The snapshot's format is {format}; this program reads {Format}.");

        var windows = new InstrumentWindows(options)
        {
            Decimals = new Decimals(reader.ReadCount(18), reader.ReadCount(18)),
            NewestTime = reader.ReadInt64(),
            Version = reader.ReadInt64(),
            TotalTrades = reader.ReadInt64(),
            Duplicates = reader.ReadInt64(),
            TooLate = reader.ReadInt64(),
            Refused = reader.ReadInt64(),
        };
        ReadIds(ref reader, windows.Ids);
        windows.Rate.Read(ref reader);
        foreach (var series in windows.Series)
            ReadSeries(ref reader, series);
        return reader.AtEnd
            ? windows
            : throw new InvalidDataException("The snapshot has bytes behind its end.");
    }

    private static void WriteIds(ref VarintWriter writer, TradeIdRanges ids)
    {
        writer.Write(ids.Forgotten);
        writer.Write(ids.Count);
        var (lastId, lastTime) = (0L, 0L);
        for (var i = 0; i < ids.Count; i++)
        {
            ref readonly var range = ref ids[i];
            writer.Write(range.FirstId - lastId);
            writer.Write(range.LastId - range.FirstId);
            writer.Write(range.FirstTime - lastTime);
            writer.Write(range.LastTime - range.FirstTime);
            (lastId, lastTime) = (range.LastId, range.LastTime);
        }
    }

    private static void ReadIds(ref VarintReader reader, TradeIdRanges ids)
    {
        ids.Forgotten = reader.ReadInt64();
        var count = reader.ReadCount(reader.Remaining);
        var (lastId, lastTime) = (0L, 0L);
        for (var i = 0; i < count; i++)
        {
            var range = new TradeIdRanges.Range { FirstId = lastId + reader.ReadInt64() };
            range.LastId = range.FirstId + reader.ReadInt64();
            range.FirstTime = lastTime + reader.ReadInt64();
            range.LastTime = range.FirstTime + reader.ReadInt64();
            (lastId, lastTime) = (range.LastId, range.LastTime);
            ids.Append(range);
        }
    }

    private static void WriteSeries(ref VarintWriter writer, CandleSeries series)
    {
        writer.Write(series.Count);
        var before = default(CandleSum);
        for (var i = 0; i < series.Count; i++)
        {
            ref readonly var candle = ref series[i];
            writer.Write(candle.OpenTime - before.OpenTime);
            writer.Write(candle.FirstTime - candle.OpenTime);
            writer.Write(candle.LastTime - candle.FirstTime);
            writer.Write(candle.FirstId - before.LastId);
            writer.Write(candle.LastId - candle.FirstId);
            writer.Write(candle.Open - before.Close);
            writer.Write(candle.High - candle.Open);
            writer.Write(candle.Low - candle.Open);
            writer.Write(candle.Close - candle.Open);
            writer.Write(candle.Volume);
            writer.Write(candle.QuoteVolume);
            writer.Write(candle.TakerBuyVolume);
            writer.Write(candle.TradeCount);
            writer.Write(candle.Version - before.Version);
            writer.Write(candle.Revision);
            writer.Write(candle.GapForgotten ? 1 : 0);
            before = candle;
        }
    }

    private static void ReadSeries(ref VarintReader reader, CandleSeries series)
    {
        var count = reader.ReadCount(reader.Remaining);
        var before = default(CandleSum);
        for (var i = 0; i < count; i++)
        {
            var candle = new CandleSum { OpenTime = before.OpenTime + reader.ReadInt64() };
            candle.FirstTime = candle.OpenTime + reader.ReadInt64();
            candle.LastTime = candle.FirstTime + reader.ReadInt64();
            candle.FirstId = before.LastId + reader.ReadInt64();
            candle.LastId = candle.FirstId + reader.ReadInt64();
            candle.Open = before.Close + reader.ReadInt64();
            candle.High = candle.Open + reader.ReadInt64();
            candle.Low = candle.Open + reader.ReadInt64();
            candle.Close = candle.Open + reader.ReadInt64();
            candle.Volume = reader.ReadInt128();
            candle.QuoteVolume = reader.ReadInt128();
            candle.TakerBuyVolume = reader.ReadInt128();
            candle.TradeCount = reader.ReadInt64();
            candle.Version = before.Version + reader.ReadInt64();
            candle.Revision = reader.ReadCount(int.MaxValue);
            candle.GapForgotten = reader.ReadInt64() != 0;
            series.Append(candle);
            before = candle;
        }
    }
}
