// Interactions: everything that was said between a customer and us, whatever the channel.
//
// An interaction stands on the time line of its customer and of every other participant. A personal note is
// an interaction whose visibility is `author`: once the book acts as an agent (Book::act_as), such notes are
// found, shown, searched and counted for their author only. A book that acts as nobody is the host program
// itself and sees all, so that it can export and look after the file.
//
// Not here: cases and promises that an interaction may be about.
// Threads: as the book.
//
//   book.interactions().add({.customer = acme.id,
//                            .channel = rapport::Channel::phone,
//                            .direction = rapport::Direction::inbound,
//                            .subject = "Backup fails since Monday"});
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/people.hpp"

namespace rapport {

enum class Channel : std::uint16_t {
  phone = 1,
  email = 2,
  meeting = 3,
  letter = 4,
  chat = 5,
  web_form = 6,
  voicemail = 7,
  social = 8,
  note = 9,
  video_call = 10,
  text_message = 11,
  visit = 12,
  other = 13,
};
template <>
inline constexpr auto enumeration<Channel> =
    enumerate<Channel>("channel", "By what means two sides spoke.",
                       {{Channel::phone, "phone", "A telephone call."},
                        {Channel::email, "email", "An e-mail."},
                        {Channel::meeting, "meeting", "A meeting with a date."},
                        {Channel::letter, "letter", "A letter on paper."},
                        {Channel::chat, "chat", "Messages in a chat."},
                        {Channel::web_form, "web_form", "A form on a page."},
                        {Channel::voicemail, "voicemail", "A message left on a machine."},
                        {Channel::social, "social", "A post or message on a social network."},
                        {Channel::note, "note", "A note of ours; nobody else was there."},
                        {Channel::video_call, "video_call", "A call with pictures."},
                        {Channel::text_message, "text_message", "A short message to a mobile telephone."},
                        {Channel::visit, "visit", "A visit without appointment."},
                        {Channel::other, "other", "Any other means."}});

enum class Direction : std::uint16_t { inbound = 1, outbound = 2, internal = 3 };
template <>
inline constexpr auto enumeration<Direction> =
    enumerate<Direction>("direction", "Who turned to whom.",
                         {{Direction::inbound, "inbound", "The customer turned to us."},
                          {Direction::outbound, "outbound", "We turned to the customer."},
                          {Direction::internal, "internal", "Among ourselves."}});

enum class Sentiment : std::uint16_t { positive = 1, neutral = 2, negative = 3, mixed = 4 };
template <>
inline constexpr auto enumeration<Sentiment> =
    enumerate<Sentiment>("sentiment", "How the customer felt.",
                         {{Sentiment::positive, "positive", "Content or better."},
                          {Sentiment::neutral, "neutral", "Neither content nor not."},
                          {Sentiment::negative, "negative", "Not content."},
                          {Sentiment::mixed, "mixed", "Both at once."}});

struct Interaction {
  Id<Interaction> id{};
  std::int64_t version = 0;
  std::optional<Instant> deleted_at{};
  Id<Customer> customer{};
  Channel channel = Channel::note;
  Direction direction = Direction::internal;
  std::optional<Instant> at{};
  std::optional<Duration> duration{};
  std::optional<Id<Agent>> agent{};
  std::vector<Id<Customer>> participants{};
  std::optional<std::string> subject{};
  std::optional<std::string> body{};
  std::optional<std::string> outcome{};
  std::optional<Sentiment> sentiment{};
  std::optional<Reference> about{};
  std::optional<std::string> external_id{};
  Visibility visibility = Visibility::everybody;
  std::optional<Id<Agent>> author{};
};
template <>
inline constexpr auto description<Interaction> = describe<Interaction>(
    {"interaction", "interactions", 9, "One exchange with a customer, or a note about one."},
    field<&Interaction::customer>("customer", 4, "With whom, or about whom.",
                                  {.on_time_line = OnTimeLine::customer}),
    field<&Interaction::channel>("channel", 5, "By what means."),
    field<&Interaction::direction>("direction", 6, "Who turned to whom."),
    field<&Interaction::at>("at", 7, "When it began; when left absent, the instant of adding.",
                            {.on_time_line = OnTimeLine::instant}),
    field<&Interaction::duration>("duration", 8,
                                  "How long it took; absent when not known or without meaning.",
                                  {.lowest = 0}),
    field<&Interaction::agent>("agent", 9, "Who spoke for us; absent when nobody did."),
    field<&Interaction::participants>("participants", 10, "Other customers who took part; empty for none.",
                                      {.on_time_line = OnTimeLine::customer}),
    field<&Interaction::subject>("subject", 11, "What it was about, in one line; absent for none.",
                                 {.longest = 500, .searchable = true, .personal = true}),
    field<&Interaction::body>("body", 12, "What was said; absent for nothing.",
                              {.longest = 1000000, .searchable = true, .personal = true}),
    field<&Interaction::outcome>("outcome", 13, "What came of it (won, no answer); absent when open.",
                                 {.longest = 500}),
    field<&Interaction::sentiment>("sentiment", 14, "How the customer felt; absent when nobody could tell."),
    field<&Interaction::about>("about", 15, "The record it is about; absent for the customer as a whole.",
                               {.indexed = true}),
    field<&Interaction::external_id>("external_id", 16,
                                     "The interaction's number in another system; absent when there is none.",
                                     {.unique = true}),
    field<&Interaction::visibility>("visibility", 17, "Who may read it.", {.reader = Reader::visibility}),
    field<&Interaction::author>(
        "author", 18, "The agent who wrote it down, filled in from the acting agent; absent for the host.",
        {.derived = true, .reader = Reader::author}));

}  // namespace rapport
