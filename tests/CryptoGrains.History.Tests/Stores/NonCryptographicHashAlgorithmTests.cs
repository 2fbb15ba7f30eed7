using System.IO.Hashing;
using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CryptoGrains.History.Tests.Stores;

/// <summary>The stand-in for System.IO.Hashing, by itself and under Azure's SDK.</summary>
public sealed class NonCryptographicHashAlgorithmTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31))];

    [Fact]
    public async Task Every_way_of_appending_takes_in_the_same_bytes()
    {
        var whole = new Sum();
        whole.Append(Bytes);
        var stream = new Sum();
        stream.Append(new MemoryStream(Bytes));
        var later = new Sum();
        await later.AppendAsync(new MemoryStream(Bytes), TestContext.Current.CancellationToken);

        Assert.Equal(BitConverter.GetBytes(Bytes.Sum(b => b)), whole.GetCurrentHash());
        Assert.Equal(whole.GetCurrentHash(), stream.GetCurrentHash());
        Assert.Equal(whole.GetCurrentHash(), later.GetCurrentHash());
    }

    [Fact]
    public void The_checksum_goes_where_there_is_room()
    {
        var sum = new Sum();
        sum.Append([1, 2, 3]);
        var into = new byte[6];
        Assert.Equal(4, sum.GetCurrentHash(into));
        Assert.Equal([6, 0, 0, 0, 0, 0], into);
        Assert.Equal(4, sum.HashLengthInBytes);
        Assert.Throws<ArgumentException>(() => sum.GetCurrentHash(new byte[3]));
        sum.Reset();
        Assert.Equal(new byte[4], sum.GetCurrentHash());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sum(length: 0));
    }

    [Fact]
    public async Task Azures_checksum_of_an_upload_is_the_published_one()
    {
        var transport = new Recording();
        using var client = new HttpClient(transport);
        var container = new BlobContainerClient(
            new Uri("https://account.blob.core.windows.net/container"),
            new BlobClientOptions { Transport = new HttpClientTransport(client) });
        var options = new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 },
        };
        await container.GetBlobClient("a").UploadAsync(
            new BinaryData("123456789"u8.ToArray()), options, TestContext.Current.CancellationToken);

        // The check value of CRC-64/NVME, whose polynomial Azure uses.
        Assert.Equal(0xAE8B14860A799888, BitConverter.ToUInt64(Convert.FromBase64String(transport.Checksum!)));
    }

    private sealed class Sum(int length = sizeof(int)) : NonCryptographicHashAlgorithm(length)
    {
        private int _sum;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (var b in source)
                _sum += b;
        }

        public override void Reset() => _sum = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) => BitConverter.TryWriteBytes(destination, _sum);
    }

    private sealed class Recording : HttpMessageHandler
    {
        public string? Checksum { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Checksum = request.Headers.GetValues("x-ms-content-crc64").Single();
            var answer = new HttpResponseMessage(HttpStatusCode.Created) { Content = new ByteArrayContent([]) };
            answer.Headers.TryAddWithoutValidation("ETag", "\"1\"");
            answer.Headers.TryAddWithoutValidation("x-ms-request-server-encrypted", "true");
            answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
            return Task.FromResult(answer);
        }
    }
}
