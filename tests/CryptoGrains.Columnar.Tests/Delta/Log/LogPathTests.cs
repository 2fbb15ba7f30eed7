using CryptoGrains.Columnar.Delta.Log;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Delta.Log;

public sealed class LogPathTests
{
    [Theory]
    [InlineData("part-0.parquet", "part-0.parquet")]
    [InlineData("symbol=BINANCE%3ABTCUSDT/part-0.parquet", "symbol=BINANCE%253ABTCUSDT/part-0.parquet")]
    [InlineData("special p@#h", "special%20p@%23h")]
    [InlineData("a:b/ü+$&,;=~'()*!.parquet", "a%3Ab/%C3%BC+$&,;=~'()*!.parquet")]
    [InlineData("50%/\"<>[]{}|\\^`?", "50%25/%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60%3F")]
    public void A_path_is_written_as_a_URI_and_read_back(string path, string written)
    {
        Assert.Equal(written, LogPath.Encode(path));
        Assert.Equal(path, LogPath.Decode(written));
    }

    [Fact]
    public void Characters_that_need_not_be_escaped_are_read_either_way() => Assert.Equal("a:b-ü", LogPath.Decode("%61%3ab%2D%c3%bc"));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("../other/part.parquet")]
    [InlineData("a/%2E%2E/b")]
    [InlineData("./a")]
    [InlineData("file:/data/part.parquet")]
    [InlineData("s3://bucket/part.parquet")]
    [InlineData("100%")]
    [InlineData("100%4")]
    [InlineData("100%zz")]
    public void What_is_no_file_of_the_table_s_folder_is_none(string written) => Assert.Null(LogPath.Decode(written));

    [Fact]
    public void Every_path_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString[]>(), parts =>
        {
            var path = string.Join('/', parts.Select(part => part.Get.Replace('/', '_')));
            if (!char.IsSurrogate(path.FirstOrDefault(char.IsSurrogate)) && parts.All(part => part.Get is not ("." or "..")) && path.Length > 0)
                Assert.Equal(path, LogPath.Decode(LogPath.Encode(path)));
        }).QuickCheckThrowOnFailure();
}
