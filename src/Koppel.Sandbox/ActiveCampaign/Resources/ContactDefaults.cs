using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>The many keys of a contact about which the sandbox knows nothing, with the values that a fresh contact has.</summary>
static class ContactDefaults
{
    public static void WriteFirst(PhpJson json, string hash, string email) => json
        .Name("segmentio_id"u8).Text("")
        .Name("bounced_hard"u8).Text("0").Name("bounced_soft"u8).Text("0").Name("bounced_date"u8).Null()
        .Name("ip"u8).Text("0").Name("ua"u8).Null()
        .Name("hash"u8).Text(hash)
        .Name("socialdata_lastcheck"u8).Null()
        // The domain has been there since 2025, the part before it has not.
        .Name("email_local"u8).Text("").Name("email_domain"u8).Text(email[(email.IndexOf('@') + 1)..])
        .Name("sentcnt"u8).Text("0").Name("rating_tstamp"u8).Null().Name("gravatar"u8).Text("0")
        .Name("deleted"u8).Text("0").Name("anonymized"u8).Text("0").Name("adate"u8).Null();

    /// <summary>The keys that came after 2021.</summary>
    public static void WriteLast(PhpJson json) => json
        .Name("best_send_hour"u8).Null()
        .Name("last_click_date"u8).Null().Name("last_open_date"u8).Null().Name("last_mpp_open_date"u8).Null()
        .Name("mpp_tracking"u8).Text("0")
        .Name("sms_consent"u8).Null().Name("sms_consent_updated_at"u8).Null()
        .Name("whatsapp_id"u8).Null().Name("whatsapp_username"u8).Null();
}
