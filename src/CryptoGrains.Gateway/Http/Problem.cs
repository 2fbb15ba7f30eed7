using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Http;

/// <summary>What was wrong with a request: an RFC 9457 problem with a stable code.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code, one of <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">A sentence that says what was wrong and what to do.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>Each thing that was wrong in a sentence of its own, where several may be; else null.</summary>
    public IReadOnlyList<string>? Mistakes { get; init; }

    public ProblemHttpResult ToResult()
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { [ProblemCodes.Member] = Code };
        if (Mistakes is not null)
            extensions.Add("mistakes", Mistakes);
        return TypedResults.Problem(Detail, statusCode: Status, extensions: extensions);
    }
}
