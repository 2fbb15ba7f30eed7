using System.Globalization;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>Archive files that tests write, in the exchange's formats.</summary>
internal static class Files
{
    /// <summary>A file of daily klines with these closes, from a day on.</summary>
    public static string Days(string folder, string symbol, string from, params decimal[] closes)
    {
        var start = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return Klines(folder, symbol, "1d", closes.Select((close, i) => (start.AddDays(i), close)));
    }

    /// <summary>A file of klines that open and close at one price, volume 10.</summary>
    public static string Klines(string folder, string symbol, string interval, IEnumerable<(DateTimeOffset Open, decimal Price)> candles, decimal volume = 10)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{symbol}_{interval}.csv");
        File.WriteAllLines(path, candles.Select(candle => string.Create(
            CultureInfo.InvariantCulture,
            $"{candle.Open.ToUnixTimeMilliseconds()},{candle.Price},{candle.Price},{candle.Price},{candle.Price},{volume}")));
        return path;
    }

    /// <summary>A file of trades.</summary>
    public static string Trades(string folder, string name, IEnumerable<(long Id, decimal Price, decimal Quantity, DateTimeOffset Time)> trades)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllLines(path, trades.Select(trade => string.Create(
            CultureInfo.InvariantCulture,
            $"{trade.Id},{trade.Price},{trade.Quantity},{trade.Price * trade.Quantity},{trade.Time.ToUnixTimeMilliseconds()},False,True")));
        return path;
    }

    /// <summary>A recording of the exchange's messages, one for each trade, which were sent when they happened or at a later time.</summary>
    public static string Recording(
        string folder, string name, string symbol, IEnumerable<(long Id, decimal Price, decimal Quantity, DateTimeOffset Time)> trades)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllLines(path, trades.Select(trade =>
        {
            var time = trade.Time.ToUnixTimeMilliseconds();
            var data = string.Create(
                CultureInfo.InvariantCulture,
                $""" "e":"trade","E":{time},"s":"{symbol}","t":{trade.Id},"p":"{trade.Price}","q":"{trade.Quantity}","T":{time},"m":false,"M":true """);
            return $"{time}000000 {{\"stream\":\"{symbol.ToLowerInvariant()}@trade\",\"data\":{{{data}}}}}";
        }));
        return path;
    }
}
