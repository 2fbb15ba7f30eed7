using System.Text;
using CryptoGrains.Market;
using CryptoGrains.Streams.Blocks;

namespace CryptoGrains.Streams;

/// <summary>What records must be like to be appended to a partition.</summary>
internal static class LogEntries
{
    /// <summary>Refuses here what the log could not write, so that no caller's mistake fails another's records.</summary>
    /// <exception cref="ArgumentException">A record has no name, or belongs to another partition.</exception>
    public static void Check(this ITradeLog log, int partition, ReadOnlySpan<LogEntry> entries)
    {
        string? last = null;
        foreach (ref readonly var entry in entries)
        {
            if (entry.ClockVenue is { } venue)
            {
                if (venue.Length is 0 or > BlockLimits.MaxNameBytes || !Ascii.IsValid(venue))
                {
                    throw new ArgumentException(
                        $"'{venue}' is no venue: a clock mark needs 1 to {BlockLimits.MaxNameBytes} ASCII characters.", nameof(entries));
                }

                continue;
            }

            var instrument = entry.Trade.Instrument;
            if (entry.Trade.TakerSide > TakerSide.Sell)
                throw new ArgumentException($"Trade {entry.Trade.Id} of {instrument} has the taker side {entry.Trade.TakerSide}.", nameof(entries));
            if (ReferenceEquals(instrument.Name, last))
                continue;

            last = instrument.Name;
            if (last.Length == 0)
                throw new ArgumentException("A trade names no instrument.", nameof(entries));
            if (log.PartitionOf(instrument) is var own && own != partition)
                throw new ArgumentException($"{instrument} belongs to partition {own}, not to {partition}.", nameof(entries));
        }
    }
}
