namespace CryptoGrains.History.Tables;

/// <summary>A row of <c>trades</c>, but for its instrument.</summary>
/// <param name="Time">The event time in µs since 1970.</param>
/// <param name="Id">The exchange's id.</param>
/// <param name="Price">The price, in 10^-12 of the quote asset.</param>
/// <param name="Quantity">The quantity, in 10^-12 of the base asset.</param>
/// <param name="TakerBuys">Whether the buyer took.</param>
/// <param name="ReceiveTime">When it was received, in µs since 1970.</param>
/// <param name="Partition">Its partition of the trade log; <see cref="NoLog"/> where it was imported from a file.</param>
/// <param name="Offset">Its offset there.</param>
internal readonly record struct ArchivedTrade(
    long Time, long Id, Int128 Price, Int128 Quantity, bool TakerBuys, long ReceiveTime, int Partition, long Offset)
{
    /// <summary>Stands for the partition of a trade that came by no log, and sorts behind all that did.</summary>
    public const int NoLog = int.MaxValue;

    /// <summary>The order of a file's rows of one instrument: by time and id, and total.</summary>
    public static int Compare(ArchivedTrade left, ArchivedTrade right)
    {
        var byTime = left.Time.CompareTo(right.Time);
        if (byTime != 0)
            return byTime;
        var byId = left.Id.CompareTo(right.Id);
        return byId != 0 ? byId : CompareTwins(left, right);
    }

    /// <summary>The order in which the rows of one id are preferred: by log position, imported ones last, and total.</summary>
    public static int CompareTwins(in ArchivedTrade left, in ArchivedTrade right)
    {
        var order = left.Partition.CompareTo(right.Partition);
        if (order == 0)
            order = left.Offset.CompareTo(right.Offset);
        if (order == 0)
            order = left.Time.CompareTo(right.Time);
        if (order == 0)
            order = left.Price.CompareTo(right.Price);
        if (order == 0)
            order = left.Quantity.CompareTo(right.Quantity);
        if (order == 0)
            order = left.TakerBuys.CompareTo(right.TakerBuys);
        return order != 0 ? order : left.ReceiveTime.CompareTo(right.ReceiveTime);
    }
}
