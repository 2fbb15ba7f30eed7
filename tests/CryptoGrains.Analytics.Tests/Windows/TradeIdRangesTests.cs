using CryptoGrains.Analytics.Windows;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Windows;

public sealed class TradeIdRangesTests
{
    [Fact]
    public void It_holds_what_a_set_would_hold_and_its_ranges_are_as_few_as_can_be()
    {
        var property = Prop.ForAll(
            Gen.Choose(0, 60).ListOf().ToArbitrary(),
            ids =>
            {
                var ranges = new TradeIdRanges();
                var set = new SortedSet<long>();
                foreach (var id in ids)
                {
                    Assert.Equal(set.Contains(id), ranges.Contains(id));
                    if (set.Add(id))
                        ranges.Add(id, id * 10);
                }

                Assert.Equal(set.Count(id => !set.Contains(id - 1)), ranges.Count);
                for (var i = 0; i < ranges.Count; i++)
                {
                    var range = ranges[i];
                    Assert.Equal((range.FirstId * 10, range.LastId * 10), (range.FirstTime, range.LastTime));
                    Assert.All(Enumerable.Range((int)range.FirstId, (int)(range.LastId - range.FirstId + 1)), id => Assert.Contains(id, set));
                }
            });
        property.QuickCheckThrowOnFailure();
    }
}
