using System.Text;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Delta.Log;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Columnar.Tests.Delta.Log;

public sealed class LogReaderTests
{
    private const string Entry =
        """
        {"commitInfo":{"timestamp":1690853005164,"operation":"WRITE","operationParameters":{"mode":"Append","partitionBy":"[]","version":1,"list":[1,{"a":2}],"none":null},"txnId":"451ba03f","userMetadata":{"deep":[[]]}}}
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["x","y"],"writerFeatures":["x"]}}
        {"metaData":{"id":"i","name":null,"format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":["a"],"configuration":{"k":"v"},"createdTime":1}}
        {"add":{"path":"a%20b","partitionValues":{"a":null},"size":5,"modificationTime":6,"dataChange":false,"stats":"{\"numRecords\":3}","tags":{"t":"u","n":null},"baseRowId":4}}
        {"remove":{"path":"c","deletionTimestamp":7,"dataChange":true}}
        {"txn":{"appId":"app","version":9,"lastUpdated":1}}
        {"cdc":{"path":"d","size":1}}
        {"domainMetadata":{"domain":"d","configuration":"{}","removed":false}}

        """;

    [Fact]
    public void What_others_write_is_read_and_what_is_not_known_is_passed_over()
    {
        var actions = LogReader.Read(Encoding.UTF8.GetBytes(Entry), "entry");
        Assert.Equal("451ba03f", actions.Info!.TransactionId);
        Assert.Equal(
            ["list=[1,{\"a\":2}]", "mode=Append", "partitionBy=[]", "version=1"],
            actions.Info.Parameters.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["x", "y"], actions.Protocol!.ReaderFeatures);
        Assert.Equal(["a"], actions.Metadata!.PartitionColumns);
        var add = Assert.Single(actions.Adds);
        Assert.Equal(("a b", 5L, false, 3L), (add.Path, add.Size, add.DataChange, add.Rows));
        Assert.Equal(["t"], add.Tags.Keys);
        Assert.Null(add.PartitionValues["a"]);
        Assert.Equal(7, Assert.Single(actions.Removes).DeletionTimestamp!.Value.ToUnixTimeMilliseconds());
        Assert.Equal(new("app", 9), Assert.Single(actions.Transactions));
        Assert.Equal("451ba03f", LogReader.ReadInfo(Encoding.UTF8.GetBytes(Entry), "entry")!.TransactionId);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"add\":7}")]
    [InlineData("{\"add\":{}}")]
    [InlineData("{\"add\":{\"path\":\"../x\"}}")]
    [InlineData("{\"add\":{\"path\":\"x\",\"size\":\"many\"}}")]
    [InlineData("{\"add\":{\"path\":\"x\",\"size\":1e99}}")]
    [InlineData("{\"txn\":{\"appId\":\"x\"}}")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":99999999999}}")]
    [InlineData("{\"commitInfo\":{\"numActions\":1}}\n")]
    public void Damage_is_refused(string json) =>
        Assert.Throws<DeltaException>(() => LogReader.Read(Encoding.UTF8.GetBytes(json), "entry"));

    [Fact]
    public void No_bytes_make_it_fail_otherwise() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(Entry)[..random.Next(Entry.Length)];
            for (var i = random.Next(4); i > 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                LogReader.Read(bytes, "entry");
            }
            catch (DeltaException)
            {
                // Refused with a reason, as it should be.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
