using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>The many keys of a contact about which the sandbox knows nothing, with the values that a fresh contact has.</summary>
internal static class ContactDefaults
{
    public static void WriteFirst(PhpJson json, SandboxOptions options, string hash, string email) => json
        .Name("segmentio_id"u8).Text("")
        .Name("bounced_hard"u8).Text("0").Name("bounced_soft"u8).Text("0").Name("bounced_date"u8).Null()
        .Name("ip"u8).Text("0").Name("ua"u8).Null()
        .Name("hash"u8).Text(hash)
        .Name("socialdata_lastcheck"u8).Null()
        // Empty in all that was recorded in 2020 and 2021; who asks for answers of 2025 gets the domain that was there then.
        .Name("email_local"u8).Text("").Name("email_domain"u8)
        .Text(options.AsOf >= Ages.January2025 ? email[(email.IndexOf('@') + 1)..] : "")
        .Name("sentcnt"u8).Text("0").Name("rating_tstamp"u8).Null().Name("gravatar"u8).Text("0")
        .Name("deleted"u8).Text("0").Name("anonymized"u8).Text("0").Name("adate"u8).Null();

    /// <summary>The keys that were there for some years.</summary>
    public static void WriteGone(PhpJson json, SandboxOptions options, bool inOne)
    {
        if (!options.HasOfOld(Ages.EarlyJune2020, Ages.January2025)) return;
        json.Name("email_empty"u8);
        // For some days the flag was told as the database keeps it.
        if (options.IsBefore(Ages.June2020)) json.Text("0");
        else json.Bool(false);
        if (inOne) json.Name("sentiment"u8).Null();
    }

    /// <summary>The keys that came after 2021.</summary>
    public static void WriteLast(PhpJson json, SandboxOptions options)
    {
        if (options.Has(Ages.January2025))
        {
            json.Name("mpp_tracking"u8).Text("0");
            json.Name("last_click_date"u8).Null().Name("last_open_date"u8).Null().Name("last_mpp_open_date"u8).Null();
            json.Name("best_send_hour"u8).Null();
        }

        if (!options.Has(Ages.August2026)) return;
        json.Name("sms_consent"u8).Null().Name("sms_consent_updated_at"u8).Null();
        json.Name("whatsapp_id"u8).Null().Name("whatsapp_username"u8).Null();
    }
}
