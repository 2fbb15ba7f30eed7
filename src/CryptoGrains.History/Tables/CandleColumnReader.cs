using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>Fills candle rows from the columns of one row group, by the columns' names: those of candles or those of days.</summary>
internal readonly struct CandleColumnReader(ParquetReader file, int rowGroup, Memory<CandleRow> rows)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private delegate void Setter<in T>(ref CandleRow row, T value);

    /// <summary>Fills the rows.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var isDaily = file.IndexOf(DailyTable.Date) >= 0;
        if (isDaily)
            Fill<int>(await NeededAsync(DailyTable.Date, cancellationToken), static (ref row, date) => row.OpenTime = date * MicrosecondsPerDay, 0);
        else
            Fill<long>(await NeededAsync(CandlesTable.OpenTime, cancellationToken), static (ref row, time) => row.OpenTime = time, 0);

        var price = isDaily ? "daily_" : string.Empty;
        Fill(await NeededAsync(price + "open", cancellationToken), static (ref row, value) => row.Open = value, Int128.Zero);
        Fill(await NeededAsync(price + "high", cancellationToken), static (ref row, value) => row.High = value, Int128.Zero);
        Fill(await NeededAsync(price + "low", cancellationToken), static (ref row, value) => row.Low = value, Int128.Zero);
        Fill(await NeededAsync(price + "close", cancellationToken), static (ref row, value) => row.Close = value, Int128.Zero);
        Fill(await NeededAsync(price + "volume", cancellationToken), static (ref row, value) => row.Volume = value, Int128.Zero);
        Fill(
            await FindAsync(price + "quote_volume", CandleRow.QuoteDecimals, cancellationToken),
            static (ref row, value) => row.QuoteVolume = value,
            CandleRow.UnknownVolume);
        Fill(
            await FindAsync("taker_buy_volume", CandleRow.Decimals, cancellationToken),
            static (ref row, value) => row.TakerBuyVolume = value,
            CandleRow.UnknownVolume);
        Fill(
            await FindAsync(isDaily ? "total_trades" : "trade_count", 0, cancellationToken),
            static (ref row, value) => row.TradeCount = value,
            CandleRow.UnknownCount);
        Fill(await FindAsync("first_trade_id", 0, cancellationToken), static (ref row, value) => row.FirstTradeId = value, CandleRow.UnknownCount);
        Fill(await FindAsync("last_trade_id", 0, cancellationToken), static (ref row, value) => row.LastTradeId = value, CandleRow.UnknownCount);
        Fill(await FindAsync("closed", 0, cancellationToken), static (ref row, value) => row.Closed = value, false);
        Fill(await FindAsync("partial", 0, cancellationToken), static (ref row, value) => row.Partial = value, false);
        Fill(await FindAsync("revision", 0, cancellationToken), static (ref row, value) => row.Revision = value, 0);
        Fill(
            await FindAsync("origin", 0, cancellationToken),
            static (ref row, value) => row.Origin = CandleColumns.OriginOf(value),
            CandleColumns.Name(CandleOrigin.Trades));
    }

    private async ValueTask<(string Name, ColumnData? Data)> NeededAsync(string name, CancellationToken cancellationToken)
    {
        var (_, data) = await FindAsync(name, CandleRow.Decimals, cancellationToken);
        if (data is null)
            throw new ParquetException($"The file holds no candles: it has no column '{name}'.");
        if (data.Nulls is { } nulls && nulls.AsSpan().Contains(true))
            throw new ParquetException($"The column '{name}' has no value in row {Array.IndexOf(nulls, true)}: a candle can't be without it.");
        return (name, data);
    }

    private async ValueTask<(string Name, ColumnData? Data)> FindAsync(string name, int scale, CancellationToken cancellationToken)
    {
        var index = file.IndexOf(name);
        if (index < 0)
            return (name, null);

        var column = file.Columns[index];
        if (column.Type == ParquetType.Decimal && column.Scale != scale)
            throw new ParquetException($"The column '{name}' has {column.Scale} decimals, where a candle has {scale}: write it with these.");
        return (name, await file.ReadAsync(rowGroup, index, cancellationToken));
    }

    private void Fill<T>((string Name, ColumnData? Data) column, Setter<T> set, T missing)
    {
        var target = rows.Span;
        if (column.Data is null)
        {
            foreach (ref var row in target)
                set(ref row, missing);
            return;
        }

        if (column.Data is not ColumnData<T> { Values: var values })
            throw new ParquetException($"The column '{column.Name}' is of another type than a candle's: it should hold {typeof(T).Name} values.");

        if (column.Data.Nulls is not { } nulls)
        {
            for (var i = 0; i < target.Length; i++)
                set(ref target[i], values[i]);
            return;
        }

        for (var i = 0; i < target.Length; i++)
            set(ref target[i], nulls[i] ? missing : values[i]);
    }
}
