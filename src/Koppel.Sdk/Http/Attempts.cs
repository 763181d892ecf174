using System.Text.Json;
using System.Text.Unicode;
using Koppel.Sdk.Connections;

namespace Koppel.Sdk.Http;

/// <summary>What has become of one call so far, and from when on it is given up.</summary>
sealed class Attempts(RestClientOptions options, RestRequest request, string route)
{
    long? _outOfReachSince;

    /// <summary>Gets the call.</summary>
    public RestRequest Request => request;

    /// <summary>Gets what the call is named in faults and records.</summary>
    public string Route => route;

    /// <summary>Gets or sets how many attempts were made.</summary>
    public int Made { get; set; }

    /// <summary>Gets how many of them failed or were lost.</summary>
    public int Failures { get; private set; }

    /// <summary>Gets how many of them were refused as too many calls.</summary>
    public int Refusals { get; private set; }

    /// <summary>Gets or sets whether a token was issued because of the call, so that it is not done so again.</summary>
    public bool IsRenewed { get; set; }

    /// <summary>Gets whether one of them may have taken effect without an answer that says so.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>An attempt was refused as one call too many.</summary>
    /// <exception cref="ConnectorException">It was the last.</exception>
    public void Refused(RestResponse response)
    {
        if (++Refusals >= options.Retry.ThrottledAttempts)
            throw RestFaults.Failed(options, response, ConnectorErrorKind.Throttled, "goes on refusing calls as too many", IsInDoubt);
    }

    /// <summary>No answer came.</summary>
    /// <param name="sent">The attempt.</param>
    /// <param name="wasReached">Whether the remote system has ever answered.</param>
    /// <param name="since">When the attempt began, a timestamp of the clock.</param>
    /// <param name="pause">How long the next one would wait.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConnectorException">There will be no further attempt.</exception>
    public void Lost(Sent sent, bool wasReached, long since, TimeSpan pause, TimeProvider time)
    {
        Failures++;
        IsInDoubt |= !sent.ReachedNobody;
        _outOfReachSince = sent.ReachedNobody ? _outOfReachSince ?? since : null;
        var tried = _outOfReachSince is { } first ? time.GetElapsedTime(first) : TimeSpan.Zero;
        var most = sent.ReachedNobody && !wasReached
            ? Math.Min(options.Retry.FirstContactAttempts, options.Retry.Attempts)
            : options.Retry.Attempts;
        var isTooLong = sent.ReachedNobody && tried + pause > options.Retry.LongestOutOfReach;
        if (Failures >= most || isTooLong || (IsInDoubt && !request.Repeatable)) throw RestFaults.Unreachable(options, this, sent, tried);
    }

    /// <summary>Whether an answer is none that can be used, and the call is to be made again.</summary>
    /// <exception cref="ConnectorException">It is none, and there will be no further attempt.</exception>
    public bool HasFailed(RestResponse response)
    {
        if (options.Inspect?.Invoke(response) is { } own)
            throw new ConnectorException(own.Kind, own.Message, own)
            {
                Connection = options.Connection, Call = response.Route, Status = response.Status, Body = response.Excerpt,
                MayHaveHappened = IsInDoubt,
            };
        if (response.Status is 401 or 403)
        {
            var what = response.Status == 401 ? "does not accept the credentials" : "does not allow this to the credentials";
            throw RestFaults.Failed(options, response, ConnectorErrorKind.Unauthorized, what, IsInDoubt, options.CredentialsRemedy);
        }
        if (response.Status >= 500)
        {
            IsInDoubt = true;
            if (++Failures >= options.Retry.Attempts || !request.Repeatable)
                throw RestFaults.Failed(options, response, ConnectorErrorKind.ServerFault, "failed", IsInDoubt);
            return true;
        }
        if (!response.IsSuccess || !request.WantsJson || !request.Repeatable || Failures + 1 >= options.Retry.Attempts
            || IsJson(response.Body.Span))
            return false;
        Failures++;
        return IsInDoubt = true; // Half an answer is no answer.
    }

    static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return true;
        if (!Utf8.IsValid(body)) return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read()) reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
