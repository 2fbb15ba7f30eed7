using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Gateway.Rest;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway;

/// <summary>A file of candles that is written run by run, with the columns that <c>ohlcv</c> gives in the same format.</summary>
public abstract class CandleFile
{
    /// <summary>An empty CSV file.</summary>
    public static CandleFile Csv() => new CsvFile();

    /// <summary>An empty Parquet file, which is kept in memory until it ends; each run is a row group.</summary>
    public static CandleFile Parquet() => new ParquetFile();

    /// <summary>Adds a run of candles.</summary>
    /// <returns>The next bytes of the file.</returns>
    public abstract byte[] Add(ImmutableArray<Candle> candles);

    /// <summary>Ends the file.</summary>
    /// <returns>Its last bytes.</returns>
    public abstract byte[] End();

    private sealed class CsvFile : CandleFile
    {
        private bool _hasBegun;

        public override byte[] Add(ImmutableArray<Candle> candles)
        {
            var isFirst = !_hasBegun;
            _hasBegun = true;
            return CandleCsv.Encode(candles, withHeader: isFirst);
        }

        public override byte[] End() => _hasBegun ? [] : CandleCsv.Encode([]);
    }

    private sealed class ParquetFile : CandleFile
    {
        private readonly ParquetWriter _writer = new(CandleParquet.Columns);

        public override byte[] Add(ImmutableArray<Candle> candles)
        {
            if (!candles.IsEmpty)
                _writer.WriteRowGroup(CandleParquet.RowGroup(candles));
            return [];
        }

        public override byte[] End() => _writer.Finish();
    }
}
