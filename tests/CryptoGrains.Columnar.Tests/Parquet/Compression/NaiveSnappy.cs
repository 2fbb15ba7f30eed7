namespace CryptoGrains.Columnar.Tests.Parquet.Compression;

/// <summary>Decompresses Snappy a byte at a time, as its format description reads.</summary>
internal static class NaiveSnappy
{
    public static byte[] Decompress(IReadOnlyList<byte> source)
    {
        var at = 0;
        int Next(int bytes) => Enumerable.Range(0, bytes).Sum(i => source[at++] << (8 * i));

        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            length |= (source[at] & 0x7f) << shift;
            if (source[at++] < 0x80)
                break;
        }

        var output = new List<byte>();
        while (at < source.Count)
        {
            var tag = source[at++];
            var high = tag >> 2;
            if ((tag & 3) == 0)
            {
                var literal = (high < 60 ? high : Next(high - 59)) + 1;
                for (var i = 0; i < literal; i++)
                    output.Add(source[at++]);
                continue;
            }

            var (count, offset) = (tag & 3) switch
            {
                1 => ((high & 7) + 4, (tag >> 5 << 8) + Next(1)),
                2 => (high + 1, Next(2)),
                _ => (high + 1, Next(4)),
            };
            for (var i = 0; i < count; i++)
                output.Add(output[^offset]);
        }

        Assert.Equal(length, output.Count);
        return [.. output];
    }
}
