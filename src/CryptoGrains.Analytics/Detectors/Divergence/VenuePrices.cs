using System.Runtime.InteropServices;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.Divergence;

/// <summary>The last price of a pair on each venue.</summary>
/// <remarks>Up to 32 venues; then the one that has been silent for longest leaves.</remarks>
internal sealed class VenuePrices
{
    private const int MostVenues = 32;

    private readonly List<VenuePrice> _prices = [];

    /// <summary>Notes a price. One older than the venue's last is passed over.</summary>
    public void Note(in Trade trade)
    {
        var (instrument, time) = (trade.Instrument, trade.EventTime);
        var at = _prices.FindIndex(known => known.Instrument == instrument);
        var price = new VenuePrice(instrument, time, (double)trade.Price);
        if (at >= 0 && time >= _prices[at].Time)
            _prices[at] = price;
        else if (at < 0 && _prices.Count < MostVenues)
            _prices.Add(price);
        else if (at < 0)
            _prices[_prices.IndexOf(_prices.MinBy(known => known.Time))] = price;
    }

    /// <summary>The least and the greatest price that is not older than a moment; null where fewer than two venues have one.</summary>
    public (VenuePrice Cheapest, VenuePrice Dearest)? Span(Timestamp oldest)
    {
        var fresh = 0;
        var (cheapest, dearest) = (default(VenuePrice), default(VenuePrice));
        foreach (var price in _prices)
        {
            if (price.Time < oldest)
                continue;
            cheapest = fresh == 0 || price.Price < cheapest.Price ? price : cheapest;
            dearest = fresh == 0 || price.Price > dearest.Price ? price : dearest;
            fresh++;
        }

        return fresh < 2 ? null : (cheapest, dearest);
    }

    /// <summary>The prices that are not older than a moment.</summary>
    public IEnumerable<VenuePrice> Fresh(Timestamp oldest) => _prices.Where(price => price.Time >= oldest);

    public void Carry(ref StateCarrier state)
    {
        var count = _prices.Count;
        state.Carry(ref count, MostVenues);
        CollectionsMarshal.SetCount(_prices, count);
        foreach (ref var known in CollectionsMarshal.AsSpan(_prices))
        {
            var (instrument, time, price) = known;
            state.Carry(ref instrument);
            state.Carry(ref time);
            state.Carry(ref price);
            known = new VenuePrice(instrument, time, price);
        }
    }
}
