using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>A page of candles as a Parquet file; the columns are the members of the JSON. Prices and volumes are exact.</summary>
internal static class CandleParquet
{
    public const string ContentType = "application/vnd.apache.parquet";

    private const int Decimals = TradeRules.MaxDecimals;
    private const int QuoteDecimals = TradeRules.MaxQuoteDecimals;

    public static readonly IReadOnlyList<ParquetColumn> Columns =
    [
        new("openTime", ParquetType.Timestamp, IsNullable: false),
        new("open", ParquetType.Decimal, IsNullable: false, 38, Decimals),
        new("high", ParquetType.Decimal, IsNullable: false, 38, Decimals),
        new("low", ParquetType.Decimal, IsNullable: false, 38, Decimals),
        new("close", ParquetType.Decimal, IsNullable: false, 38, Decimals),
        new("volume", ParquetType.Decimal, IsNullable: false, 38, Decimals),
        new("quoteVolume", ParquetType.Decimal, IsNullable: true, 38, QuoteDecimals),
        new("tradeCount", ParquetType.Int64),
        new("takerBuyVolume", ParquetType.Decimal, IsNullable: true, 38, Decimals),
        new("firstTradeId", ParquetType.Int64),
        new("lastTradeId", ParquetType.Int64),
        new("vwap", ParquetType.Double),
        new("closed", ParquetType.Boolean, IsNullable: false),
        new("partial", ParquetType.Boolean, IsNullable: false),
        new("revision", ParquetType.Int32, IsNullable: false),
        new("source", ParquetType.String, IsNullable: false),
    ];

    public static byte[] Encode(ImmutableArray<Candle> candles)
    {
        var writer = new ParquetWriter(Columns);
        writer.WriteRowGroup(RowGroup(candles));
        return writer.Finish();
    }

    public static IReadOnlyList<ColumnData> RowGroup(ImmutableArray<Candle> candles) =>
        [
            Values(candles, candle => candle.OpenTime.Microseconds),
            Values(candles, candle => Digits(candle.Open, Decimals)),
            Values(candles, candle => Digits(candle.High, Decimals)),
            Values(candles, candle => Digits(candle.Low, Decimals)),
            Values(candles, candle => Digits(candle.Close, Decimals)),
            Values(candles, candle => Digits(candle.Volume, Decimals)),
            Optional(candles, candle => Digits(candle.QuoteVolume, QuoteDecimals)),
            Optional(candles, candle => candle.TradeCount),
            Optional(candles, candle => Digits(candle.TakerBuyVolume, Decimals)),
            Optional(candles, candle => candle.FirstTradeId),
            Optional(candles, candle => candle.LastTradeId),
            Optional(candles, candle => (double?)candle.Vwap),
            Values(candles, candle => candle.Closed),
            Values(candles, candle => candle.Partial),
            Values(candles, candle => candle.Revision),
            Values(candles, candle => candle.Source == CandleSource.Batch ? "batch" : "live"),
        ];

    private static ColumnData<T> Values<T>(ImmutableArray<Candle> candles, Func<Candle, T> read)
    {
        var values = new T[candles.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(candles[i]);
        return new ColumnData<T>(values);
    }

    private static ColumnData<T> Optional<T>(ImmutableArray<Candle> candles, Func<Candle, T?> read)
        where T : struct
    {
        var values = new T[candles.Length];
        var nulls = new bool[candles.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = read(candles[i]);
            (values[i], nulls[i]) = (value.GetValueOrDefault(), value is null);
        }

        return new ColumnData<T>(values, nulls.Contains(true) ? nulls : null);
    }

    private static Int128 Digits(decimal value, int decimals) => FixedPoint.TryToFixed(value, decimals, out var digits)
        ? digits
        : throw new InvalidDataException($"{value} needs more than the {decimals} decimals that candles are kept with.");

    private static Int128? Digits(decimal? value, int decimals) => value is { } number ? Digits(number, decimals) : null;
}
