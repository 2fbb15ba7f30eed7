using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CryptoGrains.Bench;

/// <summary>
/// Asks the same thing again and again over one connection, and reads the answer without looking into it: an HTTP client proper
/// would cost more than the server that is measured on the same two cores.
/// </summary>
internal sealed class KeepAliveClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _answerBytes;

    public KeepAliveClient(Uri address, string path)
    {
        _socket.Connect(IPAddress.Loopback, address.Port);
        _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");
    }

    /// <summary>Asks so many times, each answer before the next question.</summary>
    public async Task AskAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _socket.SendAsync(_request);
            var read = await _socket.ReceiveAsync(_buffer);
            if (_answerBytes == 0)
                _answerBytes = LengthOf(_buffer.AsSpan(0, read));
            for (; read < _answerBytes;)
            {
                var more = await _socket.ReceiveAsync(_buffer.AsMemory(read));
                if (more == 0)
                    throw new IOException($"The server closed the connection after {read} of {_answerBytes} bytes of an answer.");
                read += more;
            }

            if (!_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8))
                throw new IOException($"The server answered: {Encoding.ASCII.GetString(_buffer, 0, Math.Min(read, 200))}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8) + 4;
        var field = "Content-Length: "u8;
        var digits = answer[(answer.IndexOf(field) + field.Length)..];
        return head + int.Parse(digits[..digits.IndexOf((byte)'\r')]);
    }
}
