--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: box_ballot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_ballot (
    meeting text NOT NULL,
    round text NOT NULL,
    bid bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE ONLY public.box_ballot ALTER COLUMN sealed SET STATISTICS 0;


--
-- Name: box_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_key (
    meeting text NOT NULL,
    round text NOT NULL,
    wrapped bytea NOT NULL,
    made timestamp with time zone DEFAULT now() NOT NULL,
    format integer DEFAULT 1 NOT NULL
);
ALTER TABLE ONLY public.box_key ALTER COLUMN wrapped SET STATISTICS 0;


--
-- Name: box_released; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_released (
    meeting text NOT NULL,
    round text NOT NULL,
    name bytea NOT NULL,
    sealed bytea NOT NULL,
    since xid8 DEFAULT pg_current_xact_id() NOT NULL
);


--
-- Name: box_spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: box_turnout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.box_turnout (
    meeting text NOT NULL,
    round text NOT NULL,
    node text NOT NULL,
    phone integer NOT NULL,
    paper integer NOT NULL,
    invalid bytea NOT NULL
);


--
-- Name: code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.code (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL
);


--
-- Name: countdown; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.countdown (
    meeting text NOT NULL,
    round text NOT NULL,
    id text NOT NULL,
    ran double precision NOT NULL
);


--
-- Name: key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    role text NOT NULL
);


--
-- Name: log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log (
    meeting text NOT NULL,
    number integer NOT NULL,
    at text NOT NULL,
    role text NOT NULL,
    act text NOT NULL,
    detail text NOT NULL,
    chain text NOT NULL
);


--
-- Name: meeting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meeting (
    id text NOT NULL,
    phase text NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL,
    rotating integer DEFAULT 0 NOT NULL
);


--
-- Name: migrated; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migrated (
    number integer NOT NULL
);


--
-- Name: pooled; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pooled (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    voters text NOT NULL,
    mean text,
    untrimmed integer NOT NULL
);


--
-- Name: presence; Type: TABLE; Schema: public; Owner: -
--

CREATE UNLOGGED TABLE public.presence (
    meeting text NOT NULL,
    node text NOT NULL,
    joined integer NOT NULL,
    seen timestamp with time zone NOT NULL
);


--
-- Name: retry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retry (
    meeting text NOT NULL,
    round text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: revision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.revision (
    meeting text NOT NULL,
    number bigint NOT NULL
);


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id text NOT NULL,
    meeting text NOT NULL,
    number integer NOT NULL,
    state text NOT NULL,
    body text NOT NULL,
    digest bytea NOT NULL
);


--
-- Name: signing_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_key (
    one integer NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT signing_key_one_check CHECK ((one = 1))
);


--
-- Name: spent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.spent (
    meeting text NOT NULL,
    round text NOT NULL,
    tag bytea NOT NULL,
    tries integer DEFAULT 0 NOT NULL
);


--
-- Name: standing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.standing (
    meeting text NOT NULL,
    subject text NOT NULL,
    round text NOT NULL
);


--
-- Name: token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token (
    digest bytea NOT NULL,
    meeting text NOT NULL,
    voters integer NOT NULL,
    batch text,
    recuse text,
    void integer DEFAULT 0 NOT NULL,
    during text,
    minute integer
);


--
-- Name: vote; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vote (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    voters integer NOT NULL,
    marks bytea NOT NULL,
    times integer NOT NULL
);


--
-- Name: written; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.written (
    meeting text NOT NULL,
    round text NOT NULL,
    subject integer NOT NULL,
    key text NOT NULL,
    text text NOT NULL
);
ALTER TABLE ONLY public.written ALTER COLUMN text SET STATISTICS 0;


--
-- Data for Name: box_ballot; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_ballot (meeting, round, bid, sealed, since) FROM stdin;
ff1f44dc188d61a2	3165dd590142dffd	\\x6896a6e5c72ec10f66d563b7daad07df	\\x422b94c9b70e1accbdff335343c36e835b6d33052a43bc6e49d8e5acc5d6910629447b9045167255a64d2378ea0e4d2ba3a83a9fe5b1ea006fc73f7de39f87612b0d39cba18a4962a7fe188f2ccef22356b021dbf57473755f5afc3caa2b180e896a65efad7947b8cb44cbc81e1340edf97305d38a4a684cb92b190557112d64de3f130be8344840630a01b43cafc5e44d1474c480228e4ffe817afc69b5d71f47ad1c50e9fc77c123530d6b308d3f898e5d8eb771cc4ba1c0f01eac4bb5ec4c32b994b74b56c28dbe02662e249922b72a47e876b5a4c26b03635ce76db8232984be978c4baf14890e49398f79072077e84c81684ea370de13e626c8ddcaa8cd	895
ff1f44dc188d61a2	3165dd590142dffd	\\x4d859b316df464448c7de133344e2025	\\xfdfd9b5ba8f8ece70d1af9807088288da0b72c322ee6d47ea25124ccd9ea1f37f14507ac1f72d1985ebef51ae7695d3166e1320a9f3aade7d046238c816d50e0c37f9643a791529ab32168bb1d3c0bc589037e0d03fecaff9f8fe5d26c9d4fddcc3664b643610cdbedd30b245ca7ae62f7d4aed6f3e18df982cfa99f0d17ea5a222bed63cc1f57fd86dd57358da87b2697ae0cc87d1f864d6881901579d0ee1eacbce230edf9693e5e0807a77150558139e3967deb1308d820c7912b2ca43d03dfd41cd72dbb0af81ab90b904abef138c9bc257fbb2ea607bd85e8feeec8f914b1bb516b5ee438df14b32a651f35c7056cbbc3098182181a942e698876fa76f1	897
ff1f44dc188d61a2	3165dd590142dffd	\\x766fa3edbe0a875bd8bb78781169f34a	\\xdb32074858843a65e21cf1ce69e5aafa857889cb80034347ccedc067232f234697271df8e264859ed15bca45e6baa8548e57f22cea437ece8dc1271bbd688d62b076770d9dba7264681ba29e2de88998410f5a80ec81908ee0dd26e47a9023f65360ccae9620b703317af621a82f5631ab26587e9508ff515c4b2cb75ec37b9bdd724ea2c44ea0f66f6bfd8717fadf56e6fc7ed44e2fbe4bf597195f4516116623321ccebdd07d32ec61fd9656196198bce6b65f8544457d3d497d5b18c18ad548c76220ca4448fc0a4527865dbca9171c2e564e0b0e42b2b26d105b1e3a81d44110b4a4799e0338e9b1fe9c2fd947fa79158fd51af31c87055968b3e2f3e555	898
ff1f44dc188d61a2	3165dd590142dffd	\\x8f25007f2c2ea6bd6c5153a5de383474	\\xddcf50ffeec4051fb816f546c25640222d65c2c9eb75918f820fdc406beae4285814ccc756deae8b7c2d99f2aee708cc61bdc1470e29fb25bdfc82ad3475309d36393feca913f5bb140276d7fa12ba49642e51eb35758eb9e4a759ff3a0b7884896f88d0f4d92e9018bb526b3580e50d52880268359b23ad7e14a86d2f68084c192738a1d976adacd0eb1d7bfc4d51b9b4d0eee9e28a5e592d7cb8d8ad7f5166fd4735c9b0ccae26c373cb5fcd3b49a92e8f278be4d82f5571901677af184ed95ad7af5cb7241c6636a0658bec2e95db5ec686a7c1ee844891385ccf90aea1b552005370df545d06f9ca5d3a6cb6248170287529f80556ab23bffd9694e7b58a	899
ff1f44dc188d61a2	3165dd590142dffd	\\x912b6cd6d336f0c8183924b4eb9d069e	\\xe896055ad35375ad12260d0d9e7f23b184909435cc866b41e0d1cca1d93733eb7e5667dca3ebe5748e487a330fffef58f98d03131b34fd2bb962bcc5da6f47188d5cf5e15102495b0f7ae68444eecbce2c27ef9ede00fe0393a8c8a513bd2ec21e217e38f36432311d89b5f47ef96a949b71abdafa764d8270ceee247e6632f3509b33b7671891d0a9011317834eba03470012831b6747f587a808cf7da7b006b987c235e6cc9467d3d98f61cb24c2f4debadb1034716867f381adbc64106d0a67d2508e28bb50d8c78fa78643f8b15ad454929c52eb6286ee36dee5a42d2ead3cfa81f16b5900a12d7a6ba939d79f41d7adb58042df399477d0c2af90a5f643	900
ff1f44dc188d61a2	3165dd590142dffd	\\xcf5011ae62b8a717403ae8c2d52872e6	\\xc33f8a8aac5dfceb5b1d0f37bdc82f4e7261816b4f5908a51a5b68d93a53a0129b8a2ecc39aa0449a721dcd0c7c8c1e02be15000053a64ddca25cb9f1a133b680ae4c7d197083109e8006c3f80dc7aef28fbb11f7e4f854a438889ae93296810f468fa584acd7ff45d41c3499e01db7bb347c613c930d7551789f35b562751577fac2b3eb49df5891eec3d6f5d22fb56feb6d9407f7e9f6145c7e11952ef90a65324d4564a0ca2454ea1c518f9bc0e73bd685493689f5155c25ef82ec535769d829032cbf4b7ba2be26cf761ece59be65b1bd7f7a2b4ce736d9f3a63a169368871559e38b6ea7294df03d1dfc33ee9743a3680ac37b68bd25dd6cd1779f25f2e	902
ff1f44dc188d61a2	3165dd590142dffd	\\x4fee08ab3d160ec6adb16a4c8cf78048	\\xdb3c55dec74c270fd5e8f9ba4b0c7fc2c38b3a8256ae2ff72ad1574f494099b17c2a71c82c9013500478620ace845d56b4576f68847d2698d1c696a2098dcc17244a7ab2e10d5d37c7b40799291ecfd8e70e84d139b71b9b7c2050dd2e11370ba3d949e449bd8931bd82bcd0a6af77920e9abc671fffb501494d0632e30d6f0b05f55796d0ac33308e9814c57f2b06d2fc68b2c6b9ae489bb80fdc083f5249113ef29a1e4173717bc3c39b7d2ccb8161e9f780bdf8a1e59e3dac095f25f60a2db5fa32e2062c053a16bcff84ba1ab874e8e1d43967cf8aecfbe5b244f42d42cd20df4caeaef5458fb2b7f1298fd2e23b8c51ea485c253c0aa6178d9568cd5dad	903
ff1f44dc188d61a2	3165dd590142dffd	\\x8ea06caca8b4dab98060c84b4db93d08	\\x76135bee2b4d32dacb7de7ed4589e367caad5b270e2b369f8524273ecf8747e1e205977c7ad4719f4b324f71f5101b3982625bbba57ce0d2458ef66588fa0fc745179c91a76c26f814abf4daca2f462d97a4cfb956bd36ec82376c54942fbffb70a85e01ea8540b051dc096787f454746bbf6b78719cabcf8fda4bd81de6ce13550cf950d57d92d5b697b2f453b2f48e109e318f10f22f3b7c04ab6c0e28f988c3657c25f7a46d615a99d074b9a58a5ad4253c7dece24efe060fed8a4d1e0fd1b815f32bddd074232bc6cbec7e11073f536f10db7c909974d1690adfa13496ac864746739ea7d3e0b90aa53828352cece0936fabd8046cc54c338a45202891a5	904
ff1f44dc188d61a2	3165dd590142dffd	\\x2c6f55abba8a3f063367a1ab2cffc6c1	\\x167b1453f0c263fc29cf819b4964d0d20025ed36678eb3a861d79967ca516ffdcb001c92117c3c129bc7fddec1c20b7f8edb093a7a429d2c0fcbc4ef2b829e3f156be2bc82227ee95c29e198c502ffa1d561b8618ea8b9bbc3f3a93aaa58fe5ddb2bca0a4dce73ff2942b4226c0abd4061621c17365b46fbdcb197de19f8ceda2d2a8ed47d39610decdfc9758e7992cea3ae3cf5e94e305d4face68bd5f20bb969642a439fcf258fe497c2bcc9db8aa7f51de419538d489c54ade2a57b87b3ab05fae402312d077af4a5c63ff3e50e351eef673287e9f121599ca4d241716877a40ad2b469131fee956fad354d8fe8812633ff5b92e81aabd3e8f1b0ac1be4ab	905
ff1f44dc188d61a2	3165dd590142dffd	\\xd2061e1aa68728c4e980c004a6455d27	\\xb8f1b46e44c9a9640be51ba6d4d249f27586e16c02121d51733cb6b393ba70de6c6b89d77c215d3ec6677b89cf9fdd6d68013865268c0aad5e59a9b752681a3600931ae113cdc43312a423417e253492b9f7152e92bbefc089db3d6a5186a7b42e31f79169931c9251c299481c5d886c0a2ecaa0098bc028dc5b98ce1f453460a63009d33b79359dbbfc5b5aba47938d8111671b039478ef2e9abaa52f38df81c8e43bebd0ede4ee48a2ca1a3a43649384e91d4635a128db74e23ba5021f5eb404851bce24cc73badbf150ec66c11933fb94aca05b886aa5c4376cbdec805ba139b88d67d508a440dbc3cb16a8d7b538bacb4631857f417968c651311b0517f5	908
ff1f44dc188d61a2	3165dd590142dffd	\\xfd232e9396e92f166cd6ea3b3ba162f5	\\xb025adfa6f4c13268e47082393d011878d47d54fe6e52dfce08a176e969c8c562d456f511e8e80671b152723788c237bb86ae6029c5c3eab51f4e6b59aa22f11f24c396179d577de062c6a52967af492b1f5d72ee0b8e83ae952eecea76dc93114d88d58a0349d6918a2385fd65880b27cd1e0cb6bfd32f198869ad2435bdbc43474e21bc594ebb1c733d3eba7a4afa8c83b86f0bcfdbc07571393b5613a28cd84f1ad23981e5cecf4fb932f4923a389887f21404b153f251d75f3bb8c2fa463dd241d86aee7dc04cc47081d99c5639fbfcadee95855b4a50b6e54fc4650365b0fd2f793a892a976f2a57a0c35a2f552462197c1ccdc9f29a439ef0f95ee43b3	909
ff1f44dc188d61a2	3165dd590142dffd	\\x0210081a02d5cf4b34d9117b39ea2b75	\\x8a24851c01688c1ee5975b38bde107a8fb85a59bf5721456a3a56a20d894c71797bcfe4396c967c7585d37d4ce763f23a662ae19ecb249300553d0acffafe98d803a5afe530da34f2f4f4c050571f60ff71e5c069f7fd571023916e909a08a0e38b5c09e5d1d799a11d98e9f85b5854cf6a773d86419919d9d0023ce9fbf7bae4cf0ca1c25908386bb2917ffa16e9deb15063be7071fe066fbcc50b525f50c86d77f7b86438c49e9a513dc70d9cf22893a8f71cf6169433805255087cf42339e0a7c6d7054698a8792dee4c46de6c5501f41e7f79ae5abbff42aea17be2221f91dfcdfbe0e9b002dd34fa9456e22c86a3755d3eb6fa41afa27276797d449a5c4	910
ff1f44dc188d61a2	3165dd590142dffd	\\x2ab5132e098a7be8a326dea9ced38f16	\\x040243cf178a006dd3834608c6c3c7b9bd58d478aa1b193cd189d167d90bb92b833ffb74699d2f3f88ab3450bdf12e9d7810b5c9f4c91bd6d3c23dd1b522154dc37267fa3edd24f35e8ddbb5a235aa551bb14dec77a6510140aabdfae8cfe4ef2df1b94c8b107332eb18e8542265ef65c84d407ee557df4b95a75d90f9c1ed327c12d7169ab4f9c30c5f49985eacf459a421a52964e5c36cce9e3a59c9f9f0495125d25ec73efdd0a1e5db8c8d9e31f7bdabeb5e9a51c8b0a726e6d16800bc98212c55cce27b67cf0839d7e51b121ce6d3565996c39b3463c1d559a0cab08a59698adc77bc6ef0f0bd903c64bf13e82e5ead7ff03c6bcaa873c3557e86321b4d	914
ff1f44dc188d61a2	3165dd590142dffd	\\x81e4d8af76577f5cf15834a3ac4b479f	\\x282987fb581708c4e1a9b9917c1c536526c34a3e63c4b2f5d3c3cbd63a358bada986986929b5b037bb0576be8000d4679a1bb0bb13cedee571098f06f04397c25f2a56fc30ec84c5b13e3707fe79b0750740e90d2c11d79eabd296f1d02ac1aa8442b3a420521340fcff350b723c2b94af0fa269e8259a00c3ae11ad66d483b21b2bcbb6c94379c4d282c4ec266a403ab1ec48cc8cfdb7811b793e54cc16fa85a1a0f5c7ac9281dd806a45d4d795e95b3df6bf0a0eb23d41ea3a1ca868a8277a5aa62d913f1ddda45cf11795241dadf1c880c6db35152e194187a95a7a757b45e1e961c5f7290fa428b11f1fca2c3606ed08e2f10c48a9af9f3c56f77c6e9913	915
ff1f44dc188d61a2	3165dd590142dffd	\\xd05871540d08f3a001bbffe0b948de91	\\x036f91c962cf11c45a1e24618470bfa34e6f96251018231018dbe990ba87821be6e25d8b46fd3d090ee0326187e6a9121bfa08900a5cc10cbed25ec0122c8c1f7c2da381f6dcf33455c574cc58b1219bf6ad319971049edee69fedcc5a28eec2f43ce61c660bbc2cb480ae39c4c760556953edbeb84af9082ff56202c344102a09364682d23e78ebc507226e46c68c95b977267dd364de37a37512be5bead7dcc4e927ed5cde65dd71eea9a781cc41a663d46546cde1333a2adec1f7e5ae49cbdd52d7348264dff7f87ff20b789e2b943ad750b5d87334f307173945f70fc97e40a8c6950ea1455d03b854fed02436911c1e59a7821509604ceb9463f38f0eac	916
ff1f44dc188d61a2	3165dd590142dffd	\\x7b12ccd116c293ac01cb1b90fd4f1e60	\\x1ba9993dba4af0f942d1a097cb8edc3e4b476a1e1a688dcc66f3f7a26027eabd6c3b114eac2f93d6d5ee1d5af15042138e961b6682bdfb42ecdca9bcf60cc55c0404731bc5d0d04ff0b9955854b2d7363b4cedc9c61bb63ec6030166082f9b276c1f7bcb091b5a2374fdc354eaaa9b29f21ef2fc25730163e6c0e84b872853731ed7e0fd70e6e10f5e5755f9f6abe8420ebdb74d6da6d1f8795f3dc8441a45cae71086f9b8e063f4fd543a0d63336421adf6cc20525619b7a1c5cf3242d85e8e9fc82c9963455599604b409c92f4ce7f46aef571c236a12ed3222d8c82779134b736bff138c48aabe82e08368fa29d51b53e2285a4a2b039c09c15407ad80ac0	918
\.


--
-- Data for Name: box_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_key (meeting, round, wrapped, made, format) FROM stdin;
ff1f44dc188d61a2	3165dd590142dffd	\\xd05e556a0e64cbbdfeae4dff048d3cd9ef2fc8972d98138ca32d1f9375de865dad57245a93f255275af36c405ce554495be32c7121d61a8ecced9f08	2026-11-30 22:38:51.034247+00	3
\.


--
-- Data for Name: box_released; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_released (meeting, round, name, sealed, since) FROM stdin;
ff1f44dc188d61a2	3165dd590142dffd	\\x7dab6cb4d796c69121cd5f78ad7dccc9	\\xddc0071abc7aaadbda97141f2e174b4060843c4b29df6a09ebfbc10fccda963630d1ea470cae163b8c4835bfb93e84e529d7570293935eced878a9dd04987beb704b7b1a7acadc5e118018c1a97b4cc94a738e6dc89c4523406e2e89dcc3966194fa26051ae431e11b1627d8e72a51c935787cfbc7f00069fc99135bd65137e2efcf05d7f432b4e0f349066e54c595d04177a131d996fb3f6082ddafcd38da4969661db96e2cf1ba079fc21c7e1289904bdf0c261aad08ae7f2b55cc2bd99e185001ecf1dbf4a7edbb65dbd01a31ec75f9fd26b2a0c4ac8a00d7b7235208393c9f837fabf1a5ed6107b466a2d8125a5e0947ab56a69db1d60e608996c051ec3f	913
\.


--
-- Data for Name: box_spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_spent (meeting, round, tag, tries) FROM stdin;
ff1f44dc188d61a2	3165dd590142dffd	\\x76f1eede0d901cfc0d74224dd37a76f4686e4fdd7cee757ac98eac5e4490e36c	1
ff1f44dc188d61a2	3165dd590142dffd	\\x5d155067741cc5a20be69d3333abc91657168e9dae58bf2720780b3f1edc1e0e	0
ff1f44dc188d61a2	3165dd590142dffd	\\x7820433503b49351646ddba312f43ce8092a3b1a1e5e9cd3863fa122d7d992ce	0
ff1f44dc188d61a2	3165dd590142dffd	\\x9c8036c34abe232faca242fb08728e61cb7284d0d68c9e56576b28aad2064d96	0
ff1f44dc188d61a2	3165dd590142dffd	\\x8c4fa34a4aba23bff796be082edd4af6d68d449ad3595467d63f02450cab174b	0
ff1f44dc188d61a2	3165dd590142dffd	\\x28ba08ea50427e5670d8ba49f452d42c63aaee37509a56ac7c28379724c603e7	0
ff1f44dc188d61a2	3165dd590142dffd	\\x7f544ea7c1a629d88e84a093a293d85cbda5594773407f7bb8ecb5cfa25f9308	0
ff1f44dc188d61a2	3165dd590142dffd	\\x78c0db84b5dcade7dee657c271807430c2a753d463da565dd39b2e1e7870b5ab	0
ff1f44dc188d61a2	3165dd590142dffd	\\x598577de8a952762a8f2900364ec73759a95904bfe2fe0ab4b23450e0ee0ade8	0
ff1f44dc188d61a2	3165dd590142dffd	\\xc6890b93d5796feb6631fd50c925e92fc4f630e6a611579559283df5e9b0dd9d	0
ff1f44dc188d61a2	3165dd590142dffd	\\x18e6b555bf8aed54957ea6b986ad44d58da3e8696d39ec538f7f4e4d04dc6790	0
ff1f44dc188d61a2	3165dd590142dffd	\\xedb339258f86ddbfcbed599bf3fa9ad25b218e6f5a1d4c1e8cfbcfe9e541bb09	0
ff1f44dc188d61a2	3165dd590142dffd	\\xfdbf668d32c204b8835b5193067a4ef849c0034f2bae9fbe4f184217ae2a2f6e	0
ff1f44dc188d61a2	3165dd590142dffd	\\x3cb6bbf68bac9bac66ffd97436da790a758734889188fcd9ff383ce241b30faa	0
ff1f44dc188d61a2	3165dd590142dffd	\\x99be60f2483dfd0613ce2a3050be120e704b9c086fab7f9abb677a7ee10398e0	0
ff1f44dc188d61a2	3165dd590142dffd	\\xe589981d7014124407ff3cac9c105dabc023f3ee62ed7e0d6dbe65a5a2579dc6	0
\.


--
-- Data for Name: box_turnout; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.box_turnout (meeting, round, node, phone, paper, invalid) FROM stdin;
ff1f44dc188d61a2	3165dd590142dffd	58cefe9d	14	2	\\xa9c2d124f17dff72269e16592192c318a2446f97ef02a1b2635978d6565c656c3c20768e9c3911f818a91ff58028aebf9ca1dbf419c48edf5a0ff82ea06aa587c42aa86419a0583b2b8896b03090cc9e38a8d3d1fa44732cb43eff898bf705232ce859407052d4528a1f3931219d534331fae89ee5f3b286f140721068c59e8fa58970f22f73a37013969f5e822cbdc1fdbcf7634187bd9c3a4323ad7f1afa091efae0868b2853c5a8184218285f1b6f23271c423a88abfa30169e16db8de9a58656bde017972399b5bdfca44dbc0de2cf98649bcf715c5e84c5a9917f7282d5b114cd3f8fe7796fcff7f527697f7061d82d9196882083b8703fb0939252cf38
\.


--
-- Data for Name: code; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.code (digest, meeting, voters) FROM stdin;
\\xdb20eb24c7dc735cfb53cf4a32cc34a5497cde4f810691312fa2a6d86f3a276f	582269f566479513	0
\.


--
-- Data for Name: countdown; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.countdown (meeting, round, id, ran) FROM stdin;
\.


--
-- Data for Name: key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.key (digest, meeting, role) FROM stdin;
\\x38cd8982e5488d13d01c163278ecc9421a8a00d22a6bf97d54a3ba64d8b46f94	303e64b3aa78613c	chair
\\x3e08615f19b0f70b52eea58e6f85f865e6997f668e3cbd6809c9f54f7ca15300	303e64b3aa78613c	screen
\\x426e592997cb03ce0e2422f6fa73fe5475df9cd3550dbe723d520716cc5be1e0	303e64b3aa78613c	desk
\\x8c0429c482b0d7d108a0091d3bb4866d29f78c0cfec69307252b118e01fbe70c	582269f566479513	chair
\\x0a864f2511da3a6f1576725a499b82a4aa49968ff2d9c65fae516d7d9831e24b	582269f566479513	screen
\\xf3a9c63c0a1cc9b7cb72d49e370d4a3f490a87e8eb665284c1b75c11198f271c	582269f566479513	desk
\\x36c7711f0821b4555f515d886eedb1ea0aa21ab9c13cfd27619e207142445c07	ff1f44dc188d61a2	chair
\\x21ac4fb4ba43609a50b81bba262caac9a0c99053de9d1402a7e69b2e400a90c6	ff1f44dc188d61a2	screen
\\x7ec4c123cb7843d7547d46d482ca8bb65dac60183414e588a4f604ac57c53153	ff1f44dc188d61a2	desk
\.


--
-- Data for Name: log; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.log (meeting, number, at, role, act, detail, chain) FROM stdin;
303e64b3aa78613c	1	2026-12-01T06:38:43+08:00	admin	create	{"title":"2025年度述职评议会"}	4ba532daaabffd8d595e57c93b5d4ae157fb8b687ef0b2dcd825b536f60fd41f
303e64b3aa78613c	2	2026-12-01T06:38:43+08:00	desk	cards	{"batch":"a647319d","count":7,"group":"街道班子成员","part":null,"recuse":null}	50d16a380470394c6f91e51446815db74d7c4e651be15004192efdb555e0c658
303e64b3aa78613c	3	2026-12-01T06:38:43+08:00	desk	cards	{"batch":"72176427","count":8,"group":"党员群众代表","part":null,"recuse":null}	e1b60ed63c1eaad8011ca98747a5d7359e43a8c12dd77248226fa44d545f7534
303e64b3aa78613c	4	2026-12-01T06:38:43+08:00	desk	cards	{"batch":"ac0e4849","count":1,"group":"党员群众代表","part":null,"recuse":"s2"}	eb1e41b6bdb45f7b6b57ff79528d8bc031785c4494f4dca79401d92ea8525c12
303e64b3aa78613c	5	2026-12-01T06:38:43+08:00	desk	cards	{"batch":"9b08f20e","count":1,"group":"街道班子成员","part":null,"recuse":null}	47c61f1d779a7c2f059dfabb9fb2d3195fd972ffd6157cd1c798e36f3116a028
303e64b3aa78613c	6	2026-12-01T06:38:43+08:00	desk	void-cards	{"batch":null,"count":1}	e0f3f5423e1065fa37a5f30f0f69fe3a5447c3d14f015334a1d7c9da8b61e542
303e64b3aa78613c	7	2026-12-01T06:38:43+08:00	desk	phase	{"phase":"live"}	082951030f9c9647c7d1b84540e6ba6061e534837867ad902872b2a378e2c9b4
303e64b3aa78613c	8	2026-12-01T06:38:43+08:00	chair	open	{"part":"上述","round":"2ccaab6a5907676a","seconds":null,"subjects":["s1"],"transport":"http"}	58dd26c8e68678431c2faa29605dd8650b0f3c96b30640b810951ae45785991e
303e64b3aa78613c	9	2026-12-01T06:38:43+08:00	chair	void	{"reason":"宣读有误，重新投票","round":"2ccaab6a5907676a","seen":0}	2a53616d1fab9386e3e051e4cedae00a0b1e0ed9a1b48088e7c99811e84df077
303e64b3aa78613c	10	2026-12-01T06:38:43+08:00	chair	open	{"part":"上述","round":"1656d947b8c20df5","seconds":3600,"subjects":["s1"],"transport":"http"}	c4b0644b0262311a714949fdb41a375993f16bd574c497fbf8f367f811278920
303e64b3aa78613c	11	2026-12-01T06:38:43+08:00	chair	extend	{"round":"1656d947b8c20df5","seconds":60}	d268448437b8f005556cd02864880151161d0fab56a0ef64426bc32eae7fee6a
303e64b3aa78613c	12	2026-12-01T06:38:43+08:00	chair	hold	{"paper":2,"round":"1656d947b8c20df5"}	c9ccf301e9b282a3d11eac6e90e89883570c9553b51a350868138bc90b74b292
303e64b3aa78613c	13	2026-12-01T06:38:43+08:00	desk	close	{"round":"1656d947b8c20df5"}	e01f453a8af50a58684cd88f051200d7859f17f255e5709c059e87d1320ddb7c
303e64b3aa78613c	14	2026-12-01T06:38:43+08:00	server	counted	{"round":"1656d947b8c20df5"}	6720ed13abe8e4ea1e6e7d6af498c5718b44f3cbfcfb40e8680616397dd0acb1
303e64b3aa78613c	15	2026-12-01T06:38:43+08:00	chair	publish	{"rounds":["1656d947b8c20df5"]}	c26f9dc93f066a7b1b843d9c5e69d1e5b1bcd301c3ff50656635577886a9c8e0
303e64b3aa78613c	16	2026-12-01T06:38:43+08:00	chair	open	{"part":"上述","round":"7c74c8ca1e8a3b08","seconds":null,"subjects":["s2","s3"],"transport":"http"}	c8655b16976a3f729911227fc196f903fc1b383e11e04f0bebc5e0836566fe52
303e64b3aa78613c	17	2026-12-01T06:38:44+08:00	chair	close	{"round":"7c74c8ca1e8a3b08"}	784e1f417fa478b5b3b7e5d6c75593f871a039ffa681bf7ff22d0dd63ea03df3
303e64b3aa78613c	18	2026-12-01T06:38:44+08:00	server	counted	{"round":"7c74c8ca1e8a3b08"}	7cb964f9dbfc51853baaa6c76f423a384e94abbe84291e64c1934c250aa35508
303e64b3aa78613c	19	2026-12-01T06:38:44+08:00	chair	publish	{"rounds":["7c74c8ca1e8a3b08"]}	b7918d87c6299f0ace94ea1daf450d2c8d1b77d2866189d0013770c98d90f8dc
303e64b3aa78613c	20	2026-12-01T06:38:44+08:00	chair	open	{"part":"下评","round":"942ac8a5fa5f6ce7","seconds":null,"subjects":["s4","s5","s6"],"transport":"http"}	975c597e29e2694ea744e9cf7fb64a886a2f5b4e22f7d08ef36f749221a692b4
303e64b3aa78613c	21	2026-12-01T06:38:44+08:00	chair	close	{"round":"942ac8a5fa5f6ce7"}	280260e20250ee2446b9d4021e6343a40cd822db1193968cba04d40bb46a91fd
303e64b3aa78613c	22	2026-12-01T06:38:44+08:00	server	counted	{"round":"942ac8a5fa5f6ce7"}	6cc615d4dac103f7c7f826fd599a576b2a2ac3741fc0a6e2bcd4fb6cfb252fcd
303e64b3aa78613c	23	2026-12-01T06:38:44+08:00	chair	publish	{"rounds":["942ac8a5fa5f6ce7"]}	6df4511ed6dcd33a678c318e331b21170ae7acd2fc9845637a45601ce20f2aa1
303e64b3aa78613c	24	2026-12-01T06:38:44+08:00	desk	entered	{"subject":"s7","value":{"score":"8.0"}}	d0e7ade96c34b73ec997f38194ed24f8e178983ead99c26ac86997c1fae210eb
303e64b3aa78613c	25	2026-12-01T06:38:44+08:00	desk	entered	{"subject":"s8","value":{"score":"8.1"}}	d46c8d41421f25d9f654fb4401a1d98aa638f424b6b3f0db7206bb0cd86cd34b
303e64b3aa78613c	26	2026-12-01T06:38:44+08:00	desk	entered	{"subject":"s9","value":{"score":"8.2"}}	cf394ba92154e95bd0da3ffc72ad8132bb2117638a96a8387680aae06eb2de79
303e64b3aa78613c	27	2026-12-01T06:38:44+08:00	desk	adjustments	{"subject":"s1","value":[{"points":"-0.5","reason":"材料报送迟延"}]}	8b5e00f83913ef38b96c996dc770cd13b08532c87eb9df8c853b0803f2ea0a2d
303e64b3aa78613c	28	2026-12-01T06:38:44+08:00	desk	flags	{"subject":"s3","value":["被通报批评"]}	6954840e10b53209c83bc401aacf3b6409fdefef4cbf12dff971e3412dae50bd
303e64b3aa78613c	29	2026-12-01T06:38:44+08:00	desk	attendance	{"absent":0,"present":16}	1ba609c134867f69a6cd7f3f3b8a881b0b62c147fee762a8fae71d9d1f20cea4
303e64b3aa78613c	30	2026-12-01T06:38:44+08:00	desk	phase	{"phase":"certified"}	2cbbb68c50040dc10aa4e51b308750a7a804bbe754cefce950e8c8768b79cc3d
303e64b3aa78613c	31	2026-12-01T06:38:44+08:00	desk	decisions	{"record":"4b170b6b20ff734b966fa1347d62de2e22b4954e61b4f465f92754ab0100edf6","subject":"s2","value":{"grade":"好","reason":"综合日常表现"}}	d8a5b7e6bfd80b135e3a4b647b9ce9a69a0317be5e2ef10dfbdfc69e4971a707
582269f566479513	1	2026-12-01T06:38:47+08:00	admin	create	{"title":"扫码入场测评"}	27ed527563f345dd480979682891ee116321f326c1447ad1deec7597338dd654
582269f566479513	2	2026-12-01T06:38:47+08:00	chair	open	{"part":"上述","round":"c95896bc8acca66e","seconds":null,"subjects":["s1","s2"],"transport":"http"}	036975aade64142218f8a92fc7c8ea7db1039c398277fb177815d5ed98bf6870
582269f566479513	3	2026-12-01T06:38:47+08:00	chair	close	{"round":"c95896bc8acca66e"}	9af4ead356eda239fc64bee504837da5ae8f6ebe47f019c024f5cca989d01ce1
582269f566479513	4	2026-12-01T06:38:47+08:00	server	counted	{"round":"c95896bc8acca66e"}	499948a23331ee4687d70b2aefda87805fa6a32c1a3091eb7f5f0f3119c24289
ff1f44dc188d61a2	1	2026-12-01T06:38:50+08:00	admin	create	{"title":"支部书记现场测评"}	3e7c5d25fb6d68a7f55541face235656ed72117f92507235404982c0c95ab8d9
ff1f44dc188d61a2	2	2026-12-01T06:38:50+08:00	desk	cards	{"batch":"49799bbd","count":20,"group":"全体","part":null,"recuse":null}	eac477134e26ff5e88497f6d2c93468b006813c36c4f4b363b4bce9d301263c6
ff1f44dc188d61a2	3	2026-12-01T06:38:50+08:00	desk	cards	{"batch":"32efa7a3","count":1,"group":"全体","part":null,"recuse":null}	9aab2b3ce820d790e58aa8b14fe7028e6bd1b3d94af810dc29f7bae27d56a29b
ff1f44dc188d61a2	4	2026-12-01T06:38:50+08:00	desk	cards	{"batch":"24d8f36b","count":1,"group":"全体","part":null,"recuse":"s3"}	a3474edcfa3da5f49482fc8661de4ea257d92c7878105c4035822fdfffcea1e0
ff1f44dc188d61a2	5	2026-12-01T06:38:50+08:00	desk	phase	{"phase":"live"}	06850dbe54bf1641bc4df00d19fefaa039fa94bab1a3b03020fdd91f0ac1ff07
ff1f44dc188d61a2	6	2026-12-01T06:38:50+08:00	chair	open	{"part":"上述","round":"03ebb5dbace0adcd","seconds":null,"subjects":["s1"],"transport":"http"}	fb9560eef833358388c4bca23db86f4cd78385a4e3a5d28cf35ac7c2bc9138a3
ff1f44dc188d61a2	8	2026-12-01T06:38:50+08:00	server	counted	{"round":"03ebb5dbace0adcd"}	22ef240b8035f2b423f86479214a4c07d18122f98f0ca5078ad89050bf6df08b
ff1f44dc188d61a2	7	2026-12-01T06:38:50+08:00	chair	close	{"round":"03ebb5dbace0adcd"}	30e2ce01fa6832cebe7ab2a10be83ee21e85e3e05f23c64502cb18e395fdafa4
ff1f44dc188d61a2	9	2026-12-01T06:38:50+08:00	chair	publish	{"rounds":["03ebb5dbace0adcd"]}	843ce625456ac0a7167f80de247e2d56e5425e4992016f935fac56701f7c8c82
ff1f44dc188d61a2	10	2026-12-01T06:38:51+08:00	chair	open	{"part":"上述","round":"3165dd590142dffd","seconds":null,"subjects":["s2"],"transport":"http"}	cd49ebd8b2e012f4794988f6d73b2c98d873988b02e535dae78f2ca554121242
ff1f44dc188d61a2	11	2026-12-01T06:38:51+08:00	desk	void-cards	{"batch":null,"count":1}	3f4db29d3f7644dfa7a416e9f923690679946ba6e3e392082efc6bf7dce5190f
\.


--
-- Data for Name: meeting; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.meeting (id, phase, version, body, digest, rotating) FROM stdin;
303e64b3aa78613c	certified	21	{"additions":{"adjustments":{"s1":[{"points":"-0.5","reason":"材料报送迟延"}]},"decisions":{"s2":{"grade":"好","reason":"综合日常表现"}},"entered":{"s7":{"score":"8"},"s8":{"score":"8.1"},"s9":{"score":"8.2"}},"flags":{"s3":["被通报批评"]}},"admitting":true,"attendance":[16,0],"document":{"admission":"cards","date":"2025-12-18","expected":16,"groups":[{"name":"街道班子成员","weight":"0.6"},{"name":"党员群众代表","weight":"0.4"}],"ids":[["s1","s2","s3"],["s4","s5","s6"],["s7","s8","s9"]],"join":"fixed","language":"zh","organisation":"临江街道党工委","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["街道班子成员","党员群众代表"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.6"},{"form":{"explain":[],"id":"committee","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党委书记抓基层党建报告评议表"},"groups":["党员群众代表"],"name":"下评","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.3"},{"form":{"explain":[],"id":"plain","items":[{"abstain":false,"key":"score","title":"评分（1 分最低，10 分最高）","weight":"1"}],"limits":[],"notes":[],"scale":{"max":10,"min":1},"title":"评分表"},"groups":["街道班子成员","党员群众代表"],"name":"日常考核","source":"entered","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"0.1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":{"at_or_below":"较好","share":"0.4","tolerance":"0.05"},"trim":0,"veto":{"bands":["一般","差"],"grade":"差","over":"0.3"}},"show":"live","title":"2025年度述职评议会","voters_see_results":false},"ended":1796078324.7629137,"format":2,"former":{},"ids":9,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["result",null]}	\\xa07a6f0431ae618af4c95c28f774b453f73cc57b59b3e73ce57028f6868f8d71	0
ff1f44dc188d61a2	live	7	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"cards","date":"2025-12-20","expected":24,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"live","title":"支部书记现场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":"http://vote.example:8000","view":["round",null]}	\\x10179ad125d4a05fc1d76b30e2efd4747a870300d7b6aa7daeefabc960fd8b8c	0
582269f566479513	rehearsal	1	{"additions":{"adjustments":{},"decisions":{},"entered":{},"flags":{}},"admitting":true,"attendance":[null,null],"document":{"admission":"open","date":"2025-12-21","expected":20,"groups":[{"name":"全体"}],"ids":[["s1","s2","s3"]],"join":"fixed","language":"zh","organisation":"","parts":[{"form":{"explain":[],"guidance":{"about":2,"bands":["一般","差"]},"id":"secretary","items":[{"abstain":false,"key":"overall","title":"总体评价","weight":"1"}],"limits":[],"notes":[{"key":"problems","max":500,"title":"问题和不足"},{"key":"suggestions","max":500,"title":"意见建议"}],"scale":{"max":10,"min":1},"title":"党支部书记抓基层党建述职评议表"},"groups":["全体"],"name":"上述","source":"ballots","subjects":[{"mode":"onsite","name":"周立新","post":"党委书记","unit":"望江社区党委"},{"mode":"onsite","name":"许文静","post":"党委书记","unit":"滨河社区党委"},{"mode":"written","name":"郭建平","post":"党委书记","unit":"东门社区党委"}],"weight":"1"}],"quorum":"2/3","retention_days":null,"rules":{"bands":[["好","9"],["较好","7"],["一般","4"],["差","0"]],"decimals":3,"empty_group":"renormalise","min_group":5,"quota":null,"trim":0,"veto":null},"show":"held","title":"扫码入场测评","voters_see_results":false},"ended":null,"format":2,"former":{},"ids":3,"open_air":true,"timer":null,"url":null,"view":["round",null]}	\\xa537bfbc99731839e7744bd6b4b7ec7b49e16663af07d7a4be9be83e762402d7	0
\.


--
-- Data for Name: migrated; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.migrated (number) FROM stdin;
1
2
3
4
5
6
\.


--
-- Data for Name: pooled; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.pooled (meeting, round, subject, voters, mean, untrimmed) FROM stdin;
\.


--
-- Data for Name: presence; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.presence (meeting, node, joined, seen) FROM stdin;
303e64b3aa78613c	58cefe9d	0	2026-11-30 22:38:44.057374+00
582269f566479513	58cefe9d	0	2026-11-30 22:38:47.754224+00
ff1f44dc188d61a2	58cefe9d	0	2026-11-30 22:38:51.429093+00
\.


--
-- Data for Name: retry; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.retry (meeting, round, digest) FROM stdin;
303e64b3aa78613c	1656d947b8c20df5	\\x0cb144f282872c3a3a07da09c8b64c8cb2b310174efed3e9d4a78ab4e983bc98
303e64b3aa78613c	1656d947b8c20df5	\\x1dd8fdcefd15fc17cf78aa30f161d3fe77adab049d24c9d48591b9c0e8bf59cb
303e64b3aa78613c	1656d947b8c20df5	\\x41ea07c4415556d40e9a74605cd695455d8a3ffd1e7182235c9596550eb61dd7
303e64b3aa78613c	1656d947b8c20df5	\\x7a3b8e494bbab0259ae44cf56edcbb1de77592d97a85b0ee6b14c39f7deeb274
303e64b3aa78613c	1656d947b8c20df5	\\x8e4b0240ba1b813ef8323f275b54620c6e8e3d9119b29377f278aba08014c6cd
303e64b3aa78613c	1656d947b8c20df5	\\x8f5526c3d00d56b98a8e5a6582d722409d5ee447e135e9b4b9a32f54fd2d99d3
303e64b3aa78613c	1656d947b8c20df5	\\x92dd972db2969eeeaa5b095f101ee6bcf591cbfc7737600a697a2687fb746ccc
303e64b3aa78613c	1656d947b8c20df5	\\x99dc17129186ffd1a628537b52cd95d8d7161dcc0dba4cdbfe5a33a926b0eff8
303e64b3aa78613c	1656d947b8c20df5	\\xb245870632135a235d9a6878d084455a42e9aa39d568a05d2b693a9f83769fc1
303e64b3aa78613c	1656d947b8c20df5	\\xe5952d35b3e337066ca9a248cbd86126dead754cdd6a407b3c0edbf1f6ba724e
303e64b3aa78613c	1656d947b8c20df5	\\xf206e1c15f42ed16fcbb7971be32f226c29389dcce42ce0be6dfcd6f09b0be79
303e64b3aa78613c	1656d947b8c20df5	\\xf2b26c96d50acf3632e6c77422e1034e2093ef546c02e46a42e9b74ed8d517de
303e64b3aa78613c	1656d947b8c20df5	\\xf342fbef51768a6a1ed1c31d3336aef5e496f3b51489c228df7e6ffd91c2de05
303e64b3aa78613c	1656d947b8c20df5	\\xf402dd5f0081c5d30e2bd89168836459ac32e48aa4845235af28ae6e626e9999
303e64b3aa78613c	1656d947b8c20df5	\\xf94b93bcdf8a82e8b93ce00a6ee6a340be2126245fb833bbe86eb5490d4127f5
303e64b3aa78613c	1656d947b8c20df5	\\xfe092b7099f0e5dff152a206548cc195df4346fdd9fe7744192b212b1348578c
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x03568ea891033765cc7494d50be1661eb991587c9bef3d6a7a7a527ce8d8f841
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x0a01100d039443256808a9b9ee0f6213cc57a1ad4df9fb34a2a0ade2b937dc65
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x0cf78d8f5cac18b58b02c7d44d4771171dc68f9d60e4af906e5faa97a8c22eeb
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x1f4232ad261eceb63a7ad02f76800e48a8b8edc96c6c347b9ff0bb4876579220
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x2291050ddf53748406cdd11995938e15e0a17e898188a055e013a90cf6ebe9cf
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x25600510aad62c786f51b56f2bfe47df51c636dd4fcf912d022ccdd909e8d361
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x295c55e837b39006cbb1d435a83adafa3e967adcdc1c4214606bc8424ee5621b
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x3d40fcdf3e465809c03d53d8e96ad33be6274336dd2a7df052f3d7324b085c42
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x4db9d0c4901b4d86688ceabf8d56da3db8fe208f8ffb67581b9a790848e7dd51
303e64b3aa78613c	7c74c8ca1e8a3b08	\\x87211b27f6ff067bf85f6843737cfe64247cae510ff65844afd80c82196945d2
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xa8ab0e7e8a979a415ea207f94606e665322ff12f1e0247e42db156f9ce6a1ba3
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xab1785ea8c04af5e785fca180f26c9f7573d9bea4c9e4d17dcd009fc66ed59bd
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xbf9189ef6f986c8b63588d122c1a076a9ce7afbf3e4e4ca5ed274c7efcd90fc3
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xd42cf5181b42fb78f77007e293ad18f00ad213232ff0169c2d037e595c936950
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xe1f809df20025633e5a2cfddc528c801f28f2efe5097491aa64d7b505ae6639f
303e64b3aa78613c	7c74c8ca1e8a3b08	\\xfd1d659a21e9a236e29e037e8e4a7f3dec5e1ddf753eafb9629482a4221f709e
303e64b3aa78613c	942ac8a5fa5f6ce7	\\x03e6171a6034d57744485d48c2017157f7cd9972016a55da1b7cc0fb70fb92ce
303e64b3aa78613c	942ac8a5fa5f6ce7	\\x7d47028739e082a7e82e61d39d2d40c30923f625eab9994810b0ce7d68ad58d2
303e64b3aa78613c	942ac8a5fa5f6ce7	\\x8ef7f32596096a1970aea4874f656998d50800c08138b3baef20e1dd26b0ca21
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xa3694cc4746d2088e7f60a15eae3bde267207651f69d987935145b0bf6c79484
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xbf680a6ac9acd1064d8a27367bef7f49602ead78d601651240211c1a83e5264f
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xcc1dc5b5db53d9215e530a401c11d17e6a1cf8f9728254fa9a41791e156f7677
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xcc75ab5bc50dc89f5d16c5d243ccffb514e916261971d99a42dbc9b0f7f09ea4
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xcfd00207620bd161a721c9acf72adcd055b82e8bd00a4341b72230b74995993d
303e64b3aa78613c	942ac8a5fa5f6ce7	\\xef033e317b3598bdcb47e71aa9755e20d42ad5404f11d45857c207cd7b4d499f
582269f566479513	c95896bc8acca66e	\\x05bdd7077646a57592ce06b1d46247848e4e678b6dbbf662ad4d7ee48c0aa48a
582269f566479513	c95896bc8acca66e	\\x14b7f725eaef669fde2f3fddc0dcec113e1a7497ea5b67389ec18daf2931bb91
582269f566479513	c95896bc8acca66e	\\x3f65cb7a9230753ca4c0ac3e1f531e4715c059103379f16de910c767d492dd4f
582269f566479513	c95896bc8acca66e	\\x4ff0c94fa8ebe31e9f5e6f0dce0208450deb31c19c8ec09af11d89d5dacc51bc
582269f566479513	c95896bc8acca66e	\\x6e1419d18963f43c5dbf98f76eb24173e33400ba7b772c578ba5d5d09697dafb
582269f566479513	c95896bc8acca66e	\\xc07acc19cd0ecd4dd099847351b9a07a65016730a5e122a8929cc3134cd3ed5a
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x3d5048272de35faf82873e8a13ddd48d4bb1b55f867b48c6f986bf36605aad4c
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x440065878d8605938dec0c8015da10cfe1bc3fde452d42c272a9244915eba400
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x74c9a5d851d499cb50a667aa148ff179911d8d95bf2dcd5e63e769bfa965e5b3
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x9eb6ec9faeb07a20a62ca2575ddf1b8835b345fc69f42b33d2a26c2c7c5ce7bc
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xbb85beecdc453ab4ab19829e184261c3a7d3e8be322c1e2e214aea252bb4baaf
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xbd926281e8d2e84c38e042a9a87a8b2844cb440bc8653ffe2d23c8f87708ba3d
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xe8a92ce7608142ab8a23821ef91694ba82d976b7b9e7fbaca812ae8aad95560b
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xef5f512a4077fff85ffcc4e839d47cf95cf17baf644543b865af46462e90eafa
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xf13e9c37a93ee12dd8d7f21f9050c57ca942d4028e80d045f9cf97d1a7b4d0c1
\.


--
-- Data for Name: revision; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.revision (meeting, number) FROM stdin;
303e64b3aa78613c	32
582269f566479513	10
ff1f44dc188d61a2	11
\.


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.round (id, meeting, number, state, body, digest) FROM stdin;
2ccaab6a5907676a	303e64b3aa78613c	1	voided	{"awaited":0,"closed":"2026-12-01T06:38:43+08:00","counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":true,"format":2,"id":"2ccaab6a5907676a","left":null,"number":1,"opened":"2026-12-01T06:38:43+08:00","part":"上述","reason":"宣读有误，重新投票","rows":null,"seen":0,"since":1796078323.2647672,"state":"voided","subjects":["s1"]}	\\x39d4aa61e314a2834822669bc3c1b5300d6ff8bfdc4cba250e183d3e394a80cd
942ac8a5fa5f6ce7	303e64b3aa78613c	4	published	{"awaited":0,"closed":"2026-12-01T06:38:44+08:00","counts":{"abstained":0,"eligible":9,"invalid":0,"paper":0,"phone":9},"emptied":false,"format":2,"id":"942ac8a5fa5f6ce7","left":null,"number":4,"opened":"2026-12-01T06:38:44+08:00","part":"下评","reason":null,"rows":"2ec2305173e40e401f9965d62e50db2c7c3a16aace85e7edfaa7e4bbb543ead9","seen":0,"since":null,"state":"published","subjects":["s4","s5","s6"]}	\\x61b58ac12de0cf1d0ec74e9305d5973696a81baefb0cdd1e5124ff33d3270c62
1656d947b8c20df5	303e64b3aa78613c	2	published	{"awaited":0,"closed":"2026-12-01T06:38:43+08:00","counts":{"abstained":0,"eligible":16,"invalid":1,"paper":2,"phone":14},"emptied":false,"format":2,"id":"1656d947b8c20df5","left":null,"number":2,"opened":"2026-12-01T06:38:43+08:00","part":"上述","reason":null,"rows":"e5eff9491d256accf416ce4b4b0e7b4cbd4a6f05a0ca43ede39ebe1fce27308f","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x73797f548a5506d410735369ac758135cefb5902d5ada4d1e3765053b2024869
7c74c8ca1e8a3b08	303e64b3aa78613c	3	published	{"awaited":0,"closed":"2026-12-01T06:38:44+08:00","counts":{"abstained":0,"eligible":16,"invalid":0,"paper":0,"phone":16},"emptied":false,"format":2,"id":"7c74c8ca1e8a3b08","left":null,"number":3,"opened":"2026-12-01T06:38:43+08:00","part":"上述","reason":null,"rows":"3ea1208adb5783e56b73caf1c12b9e4e6a7c92dbbfec17aeccd4589883801b7a","seen":6,"since":null,"state":"published","subjects":["s2","s3"]}	\\x21c8ddcab9d28f11fbde238992fb248c3716595167d17cece3ca7152499447cf
c95896bc8acca66e	582269f566479513	1	closed	{"awaited":0,"closed":"2026-12-01T06:38:47+08:00","counts":{"abstained":0,"eligible":6,"invalid":0,"paper":0,"phone":6},"emptied":false,"format":2,"id":"c95896bc8acca66e","left":null,"number":1,"opened":"2026-12-01T06:38:47+08:00","part":"上述","reason":null,"rows":"2a43196fe73e1d8810fd35072c5c57696c0d38d1d0ec168880d91c791637851f","seen":0,"since":null,"state":"closed","subjects":["s1","s2"]}	\\xa78ad88d7e0d93aee07b721498242933a5c4cac8ffe59fbbdfba5fb975fb5110
03ebb5dbace0adcd	ff1f44dc188d61a2	1	published	{"awaited":0,"closed":"2026-12-01T06:38:50+08:00","counts":{"abstained":0,"eligible":22,"invalid":0,"paper":1,"phone":8},"emptied":false,"format":2,"id":"03ebb5dbace0adcd","left":null,"number":1,"opened":"2026-12-01T06:38:50+08:00","part":"上述","reason":null,"rows":"45fab94e4799be4a87a75387307075f1068ba54eff789c5328ec6c1acf43d78a","seen":0,"since":null,"state":"published","subjects":["s1"]}	\\x2047cd56fec0054fffed1084ecf213582c89248763b8a95bed45a1d2b80651bd
3165dd590142dffd	ff1f44dc188d61a2	2	open	{"awaited":0,"closed":null,"counts":{"abstained":0,"eligible":0,"invalid":0,"paper":0,"phone":0},"emptied":false,"format":2,"id":"3165dd590142dffd","left":null,"number":2,"opened":"2026-12-01T06:38:51+08:00","part":"上述","reason":null,"rows":null,"seen":null,"since":1796078331.0333548,"state":"open","subjects":["s2"]}	\\x3e8e828dff60874b53ee7689185d7ca24c88a8c1edab0873269c421cdb3b4428
\.


--
-- Data for Name: signing_key; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.signing_key (one, wrapped) FROM stdin;
1	\\x206c2ef7fae9265cfe6f1c5bb81684d424cfbd3d09b93bf1c00e91d8a20df91d7883cde8b8e4962ecbaad3fd406e6b3584ab3e8c9f3a777194175a43
\.


--
-- Data for Name: spent; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.spent (meeting, round, tag, tries) FROM stdin;
582269f566479513	c95896bc8acca66e	\\x61018d384f2b0793cdae7fc9777858edf8f00a46c7a8d3eaf5a8d845d9f7ac60	0
582269f566479513	c95896bc8acca66e	\\xa245a9f9ccbe58fd8b6550f8b49b7a87cf3261ec5fa5bf4880314cba47420c3d	0
582269f566479513	c95896bc8acca66e	\\xbca6c65e2606c7adbb59b5b740a3957f4391b6f0575a87391f768cdd3cc7032b	0
582269f566479513	c95896bc8acca66e	\\xca3e4f9dd97c326804da33994ce6c7cf8abb7b5cb4b67220b8e1c9f9e1849b9e	0
582269f566479513	c95896bc8acca66e	\\xccc8cbc33c0812c7890e70c74f391f8df3b274eb470cfeb6cb1d42040404cf40	0
582269f566479513	c95896bc8acca66e	\\xcf633cb86114b434b3b49aca47c3473844e7cf338700418870cd2eb9ca97d93a	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x38d336e23979e0de6c073db2f33e10c1207c08f72a87baa3b14f505036a9f9b5	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x3c25cc95b91a6c8659639d38a6d84e0332b97e20165669d2afa30198d1ec480a	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x3ce3093d9e061cd1e2a10ce138ff42b21e0f840651b71c7d571635de0e084360	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\x4bc49e0034ecb18564dca606ac1817ae4a33e1ef5fd7873baecc87d80d71890a	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xacec479d1fb6c26c16ebb85c8f67117e09524dc8554465907d220b797f095db6	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xd569dd1f0311d7cae2cc0f646ccda2814c69e1944c71403c78be80c961b89648	1
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xdbc79daea69d19231c2a89484bbc2bf34d24f9054dc76533f2872a192bc990c0	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xe4575c856eb6526366f493da29a61debb9bb7288bbfe888994e5d77d441dd383	0
ff1f44dc188d61a2	03ebb5dbace0adcd	\\xebbf27434ef45f3ab28389c11ccf265e19618347ac4468ce7afed6d27239acaa	0
\.


--
-- Data for Name: standing; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.standing (meeting, subject, round) FROM stdin;
303e64b3aa78613c	s1	1656d947b8c20df5
303e64b3aa78613c	s2	7c74c8ca1e8a3b08
303e64b3aa78613c	s3	7c74c8ca1e8a3b08
303e64b3aa78613c	s4	942ac8a5fa5f6ce7
303e64b3aa78613c	s5	942ac8a5fa5f6ce7
303e64b3aa78613c	s6	942ac8a5fa5f6ce7
582269f566479513	s1	c95896bc8acca66e
582269f566479513	s2	c95896bc8acca66e
ff1f44dc188d61a2	s1	03ebb5dbace0adcd
ff1f44dc188d61a2	s2	3165dd590142dffd
\.


--
-- Data for Name: token; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.token (digest, meeting, voters, batch, recuse, void, during, minute) FROM stdin;
\\x03ab2876cddd811410a38de9d5305cf95dacef4cd10bcbbafc6516f48d638785	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\x1a9bc097217a23705763c690c4c7954861110b48f4b290a3347d35c781163ffe	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\x3eb1c1220700d6ce4554c96ea3a3cec591104b5ae9b577912884272ab154831b	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\x81113c0231e9adb1ae52a2d6e9021b6cf38f35d670652ebe70f63dfd8d7812e5	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\xc01826f77fd02254bff52000deb67d84d085432601d32d6c46ae7d363ed478b8	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\xf6537a30c38bde5f0aef5d93659042965eb4088634f0ff3e9c0131a37f4b5ad5	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\xf686c137c110f522269e39ea45fe4bf107f9ac3b1342ea4d8cb27d0839c997e1	303e64b3aa78613c	0	a647319d	\N	0	\N	\N
\\x0e59ea3b6295f2970369d995a4a056203556adc3ddbe3fcfd820e03c7b43d03a	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x0ec6abe07a2b1526dee52efd726036683784ee0dafb77df414d1e7e83d8ba592	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x404f34ae360d212a1de7e33c76e11788484f9d1ed213fdfd4b7ff689961af106	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x41c9f90fc20ea261ffb84dc13181fa40dd10aa9c641436accb80d2bf6d172da9	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x435fe1b45f280982cdecd6a96454e957f81c5fb5c5b90017f55f95222401975d	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x626005661d19ae2b0cf36a9f3b7408d14e8e7c450f913cb584f9df9cd654dda2	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x95f1b7f4d6dec392cf0dcf9b85370ae501b6a9083594c5d8e2fa176444264e51	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\xb59435411ece839a6de7ce3e98de9b4c64bc77ee3c452564e2d3ac27d4fcd30b	303e64b3aa78613c	1	72176427	\N	0	\N	\N
\\x04e4b757d2be971b24d99dbe26d4358b6080d36d09f868f8d604f906c1a73ec0	303e64b3aa78613c	1	ac0e4849	s2	0	\N	\N
\\x2c1cbef6459577127873a9ebd9fe2f9d1f9ba30146cb529527c84d2f274f2d3d	303e64b3aa78613c	0	9b08f20e	\N	1	\N	\N
\\x14ec05eee36ce8be3e3e119f58b61d65367051d4a07348278dc582efa4cdabf9	582269f566479513	0	\N	\N	0	\N	29934638
\\x3dc0cf594d1da88334d16173e5d1050b78ee30a665eb1c80c57b56ab5fcdbcee	582269f566479513	0	\N	\N	0	\N	29934638
\\x6a24688e24dbbe576b0afe7a4b8d7d696e0ffae8c86a4df273905ce185dfb559	582269f566479513	0	\N	\N	0	\N	29934638
\\x49292e3a03600da37ce1bbe2947e9c77436c1065b6941687eb0265e625a3935d	582269f566479513	0	\N	\N	0	\N	29934638
\\x2f863bceb2d5e979ec6c41b9e472d3b3ba008226505e13b228229604e31e9d8d	582269f566479513	0	\N	\N	0	\N	29934638
\\xe31f3f265f31c13de2cf67f3dc5382915b3eacc4a30420084fd093b655566d4c	582269f566479513	0	\N	\N	0	\N	29934638
\\x0fabcedc864b683936d2751c00fd6a7ee0a0067d9423ccc0c9146b6d2cce36fb	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x46525363f11fca43d23e3a46277b379df0b706611aff6530aa5208e61e7b1560	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x4dab91d1dca4722659414a56bb1f4e567e1d5d79486153ec3db08c0c824a2356	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x51168eba4a084f7bfc9150ca038e221126f7cdfbf50c240954713c1ac2582448	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x58e56105f204e70454ac24a3ea818c08d8e3d0e7af2c959f15cf1e5ce48660aa	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x8fedafbaf321deef9e52a89821bb3ae614c07bf66676b001fc0355de7b5f2a1a	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xad8fb52e342df37978c35d87e2fc8b775fbdee719ba24373b0eab05d64bc9622	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xbc695afd91839d1baf2cbb7fd7ac198cfb9cf9c9ed68259f3dbb8cd1eca314e2	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xbe02a053bed1b9988894b11b03e2c17865c3e2db4b38b5b307e84e1e42104707	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xbe499413c1d42521add35161dd3b0f4dc63d7f04fb8c76e45569590f3c5b3ad6	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xbf4587dccd3d696fbb6950545160548a72ef9f20ed8437a9fabf48db791a13c1	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xbfd55ce0937f867541cbb5d5e7f669ab4bc1d1b4f0c17f26ce6954e26198d710	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xc80489ed5fd0d700769e2f779e2278655cc5289adc43f51ae459b4bcd6d4ffbe	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xd4e56446a7e7cd7e9cd9e8887c24d3a8f6037ffab5fcbc4149710dbefb734e18	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xe112c0f7c9614017ad39c95599c15c8192fd0a45cd8c08cbed2cc693adf2fda8	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xef211552929526bf37ed9a2f3aaab8bbcd63f553514d70d83473616f05b79d77	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xf025fca9eb4b99a3afd4052920908874a3fa1f9bdaa75a7ddc91689fa4a9d2ee	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xf3035c67973c1004b13a4bb6ec753da4156f374806936b351366060197960c06	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xfdf07c0c478c384906f060f9f0ce1f737bbd492dcaa0463c37dc8689c1f0f221	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\xff72c1b700418b504b2ded1adad0b3f64c0db694e6001a0569259efbd440817b	ff1f44dc188d61a2	0	49799bbd	\N	0	\N	\N
\\x2e12246ceac45db2aa5cd8b056d1223be202d246a1e14b203e736cfd94852f3c	ff1f44dc188d61a2	0	24d8f36b	s3	0	\N	\N
\\x5ffa4322ca1609ffd4d0d102e0b28581497e08579d2a0e689f5d2003a2fbb1e9	ff1f44dc188d61a2	0	32efa7a3	\N	1	\N	\N
\.


--
-- Data for Name: vote; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.vote (meeting, round, subject, voters, marks, times) FROM stdin;
303e64b3aa78613c	1656d947b8c20df5	0	0	\\x9107	1
303e64b3aa78613c	1656d947b8c20df5	0	0	\\x9108	2
303e64b3aa78613c	1656d947b8c20df5	0	0	\\x910a	4
303e64b3aa78613c	1656d947b8c20df5	0	1	\\x9106	1
303e64b3aa78613c	1656d947b8c20df5	0	1	\\x9107	2
303e64b3aa78613c	1656d947b8c20df5	0	1	\\x9108	1
303e64b3aa78613c	1656d947b8c20df5	0	1	\\x9109	2
303e64b3aa78613c	1656d947b8c20df5	0	1	\\x910a	2
303e64b3aa78613c	7c74c8ca1e8a3b08	0	-1	\\xc0	1
303e64b3aa78613c	7c74c8ca1e8a3b08	0	0	\\x9107	1
303e64b3aa78613c	7c74c8ca1e8a3b08	0	0	\\x9109	1
303e64b3aa78613c	7c74c8ca1e8a3b08	0	0	\\x910a	5
303e64b3aa78613c	7c74c8ca1e8a3b08	0	1	\\x9106	1
303e64b3aa78613c	7c74c8ca1e8a3b08	0	1	\\x9107	3
303e64b3aa78613c	7c74c8ca1e8a3b08	0	1	\\x9108	3
303e64b3aa78613c	7c74c8ca1e8a3b08	0	1	\\x910a	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	0	\\x9106	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	0	\\x9107	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	0	\\x9108	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	0	\\x9109	3
303e64b3aa78613c	7c74c8ca1e8a3b08	1	0	\\x910a	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	1	\\x9106	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	1	\\x9107	4
303e64b3aa78613c	7c74c8ca1e8a3b08	1	1	\\x9108	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	1	\\x9109	1
303e64b3aa78613c	7c74c8ca1e8a3b08	1	1	\\x910a	2
303e64b3aa78613c	942ac8a5fa5f6ce7	0	1	\\x9106	1
303e64b3aa78613c	942ac8a5fa5f6ce7	0	1	\\x9107	3
303e64b3aa78613c	942ac8a5fa5f6ce7	0	1	\\x9108	3
303e64b3aa78613c	942ac8a5fa5f6ce7	0	1	\\x9109	1
303e64b3aa78613c	942ac8a5fa5f6ce7	0	1	\\x910a	1
303e64b3aa78613c	942ac8a5fa5f6ce7	1	1	\\x9106	2
303e64b3aa78613c	942ac8a5fa5f6ce7	1	1	\\x9107	1
303e64b3aa78613c	942ac8a5fa5f6ce7	1	1	\\x9108	3
303e64b3aa78613c	942ac8a5fa5f6ce7	1	1	\\x9109	2
303e64b3aa78613c	942ac8a5fa5f6ce7	1	1	\\xc0	1
303e64b3aa78613c	942ac8a5fa5f6ce7	2	1	\\x9106	3
303e64b3aa78613c	942ac8a5fa5f6ce7	2	1	\\x9107	1
303e64b3aa78613c	942ac8a5fa5f6ce7	2	1	\\x9108	2
303e64b3aa78613c	942ac8a5fa5f6ce7	2	1	\\x9109	1
303e64b3aa78613c	942ac8a5fa5f6ce7	2	1	\\x910a	2
582269f566479513	c95896bc8acca66e	0	0	\\x9106	1
582269f566479513	c95896bc8acca66e	0	0	\\x9107	2
582269f566479513	c95896bc8acca66e	0	0	\\x9109	2
582269f566479513	c95896bc8acca66e	0	0	\\x910a	1
582269f566479513	c95896bc8acca66e	1	0	\\x9107	3
582269f566479513	c95896bc8acca66e	1	0	\\x9108	1
582269f566479513	c95896bc8acca66e	1	0	\\x9109	2
ff1f44dc188d61a2	03ebb5dbace0adcd	0	0	\\x9106	6
ff1f44dc188d61a2	03ebb5dbace0adcd	0	0	\\x9107	1
ff1f44dc188d61a2	03ebb5dbace0adcd	0	0	\\x9108	1
ff1f44dc188d61a2	03ebb5dbace0adcd	0	0	\\x9109	1
\.


--
-- Data for Name: written; Type: TABLE DATA; Schema: public; Owner: -
--

COPY public.written (meeting, round, subject, key, text) FROM stdin;
303e64b3aa78613c	1656d947b8c20df5	0	problems	深入一线不够
303e64b3aa78613c	7c74c8ca1e8a3b08	0	problems	制度落实有差距
303e64b3aa78613c	942ac8a5fa5f6ce7	0	problems	走访群众少
582269f566479513	c95896bc8acca66e	0	problems	试投
ff1f44dc188d61a2	03ebb5dbace0adcd	0	problems	调研不够深入
\.


--
-- Name: box_ballot box_ballot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_ballot
    ADD CONSTRAINT box_ballot_pkey PRIMARY KEY (meeting, round, bid);


--
-- Name: box_key box_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_key
    ADD CONSTRAINT box_key_pkey PRIMARY KEY (meeting, round);


--
-- Name: box_released box_released_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_released
    ADD CONSTRAINT box_released_pkey PRIMARY KEY (meeting, round, name);


--
-- Name: box_spent box_spent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_spent
    ADD CONSTRAINT box_spent_pkey PRIMARY KEY (meeting, round, tag);


--
-- Name: box_turnout box_turnout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.box_turnout
    ADD CONSTRAINT box_turnout_pkey PRIMARY KEY (meeting, round, node);


--
-- Name: code code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (digest);


--
-- Name: countdown countdown_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.countdown
    ADD CONSTRAINT countdown_pkey PRIMARY KEY (meeting, round);


--
-- Name: key key_meeting_role_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_meeting_role_key UNIQUE (meeting, role);


--
-- Name: key key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (digest);


--
-- Name: log log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log
    ADD CONSTRAINT log_pkey PRIMARY KEY (meeting, number);


--
-- Name: meeting meeting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT meeting_pkey PRIMARY KEY (id);


--
-- Name: migrated migrated_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migrated
    ADD CONSTRAINT migrated_pkey PRIMARY KEY (number);


--
-- Name: pooled pooled_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pooled
    ADD CONSTRAINT pooled_pkey PRIMARY KEY (meeting, round, subject);


--
-- Name: presence presence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (meeting, node);


--
-- Name: retry retry_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retry
    ADD CONSTRAINT retry_pkey1 PRIMARY KEY (meeting, round, digest);


--
-- Name: revision revision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (meeting);


--
-- Name: round round_meeting_number_key1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_meeting_number_key1 UNIQUE (meeting, number);


--
-- Name: round round_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey1 PRIMARY KEY (meeting, id);


--
-- Name: signing_key signing_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (one);


--
-- Name: spent spent_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.spent
    ADD CONSTRAINT spent_pkey1 PRIMARY KEY (meeting, round, tag);


--
-- Name: standing standing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.standing
    ADD CONSTRAINT standing_pkey PRIMARY KEY (meeting, subject);


--
-- Name: token token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (digest);


--
-- Name: vote vote_pkey1; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_pkey1 PRIMARY KEY (meeting, round, subject, voters, marks);


--
-- Name: box_ballot_since; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX box_ballot_since ON public.box_ballot USING btree (meeting, round, since);


--
-- Name: one_running_round; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX one_running_round ON public.round USING btree (meeting) WHERE (state = ANY (ARRAY['open'::text, 'paper'::text, 'closing'::text]));


--
-- Name: token_of_meeting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX token_of_meeting ON public.token USING btree (meeting, voters, batch, void);


--
-- Name: written_of_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX written_of_round ON public.written USING btree (meeting, round);


--
-- PostgreSQL database dump complete
--


