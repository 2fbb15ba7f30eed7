using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Http;

/// <summary>
/// Gives a code and a sentence to every error that no endpoint has explained: unknown paths, wrong methods, failures.
/// </summary>
internal static class StatusProblems
{
    public static void AddStatusProblems(this IServiceCollection services) => services.AddProblemDetails(options =>
        options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (problem.Extensions.ContainsKey(ProblemCodes.Member))
                return;

            var request = context.HttpContext.Request;
            var status = problem.Status ?? context.HttpContext.Response.StatusCode;
            var (code, detail) = ProblemCodes.OfStatus(status, request.Method, QueryReader.Shorten(request.Path.Value ?? "/"));
            problem.Extensions[ProblemCodes.Member] = code;
            problem.Detail = detail;
        });
}
